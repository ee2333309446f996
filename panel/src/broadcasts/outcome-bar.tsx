import { Box } from '@mui/material';
import type { Broadcast } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';

const PARTS = [
  ['sent', 'success.main'],
  ['blocked', 'warning.main'],
  ['invalid', 'text.disabled'],
  ['failed', 'error.main'],
  ['unknown', 'secondary.main'],
] as const;

/** How many have been settled, of all. */
export const settledShare = ({ total, open }: Broadcast['counts']): number =>
  total === 0 ? 0 : (total - open) / total;

/** All recipients as one line, coloured by what has become of them; what is left is still to come. */
export const OutcomeBar = ({ counts, height = 8 }: { counts: Broadcast['counts']; height?: number }) => {
  const text = useText();
  const format = useFormat();
  const share = settledShare(counts);
  return (
    <Box
      role="progressbar"
      aria-label={text('resources.broadcasts.progress.label')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={format.percent(share)}
      sx={{ display: 'flex', height, minWidth: 80, borderRadius: 1, overflow: 'hidden', bgcolor: 'action.selected' }}
    >
      {PARTS.map(([name, colour]) => (
        <Box
          key={name}
          sx={{
            width: `${(counts[name] / Math.max(1, counts.total)) * 100}%`,
            bgcolor: colour,
            transition: 'width 0.6s',
          }}
        />
      ))}
    </Box>
  );
};
