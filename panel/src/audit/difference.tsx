import { Box } from '@mui/material';
import { changedFields, type Values, worded } from './changed-fields';

/** What was before, struck through, and what came after; what stayed as it was is left out. */
export const Difference = ({ before, after }: { before: Values; after: Values }) => (
  <Box component="span" sx={{ display: 'block', '& ins': { textDecoration: 'none' } }}>
    {changedFields(before, after).map(({ field, was, is }) => (
      <Box component="span" key={field} sx={{ display: 'block', overflowWrap: 'anywhere', minWidth: 0 }}>
        <Box component="span" sx={{ color: 'text.secondary' }}>
          {field}:{' '}
        </Box>
        {was !== undefined && (
          <del>
            <bdi>{worded(was)}</bdi>
          </del>
        )}
        {was !== undefined && is !== undefined && ' → '}
        {is !== undefined && (
          <ins>
            <bdi>{worded(is)}</bdi>
          </ins>
        )}
      </Box>
    ))}
  </Box>
);
