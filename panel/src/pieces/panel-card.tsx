import { Card, CardContent, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { WideContent } from './wide-content';

interface Props {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a heading; whatever is too wide for it is scrolled inside. */
export const PanelCard = ({ title, action, children }: Props) => (
  <Card component="section" aria-label={title}>
    <CardContent>
      <Stack direction="row" alignItems="center" justifyContent="space-between" gap={1} mb={1.5} flexWrap="wrap">
        <Typography variant="h6" component="h2">
          {title}
        </Typography>
        {action}
      </Stack>
      <WideContent name={title}>{children}</WideContent>
    </CardContent>
  </Card>
);
