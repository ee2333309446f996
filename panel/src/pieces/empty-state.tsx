import { Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';

/** In place of a list that holds nothing yet: what would be here, and what to do. */
export const EmptyState = ({ title, hint, action }: { title: string; hint: string; action?: ReactNode }) => (
  <Stack alignItems="center" gap={1.5} py={8} px={2} textAlign="center">
    <Typography variant="h6" component="h2">
      {title}
    </Typography>
    <Typography color="textSecondary" maxWidth={460}>
      {hint}
    </Typography>
    {action}
  </Stack>
);
