import { Chip } from '@mui/material';

export type Tone = 'good' | 'busy' | 'warn' | 'bad' | 'quiet';

const COLOURS = { good: 'success', busy: 'info', warn: 'warning', bad: 'error', quiet: 'default' } as const;

/** A state in a word, with a colour that is never all that tells it. */
export const StateChip = ({ label, tone }: { label: string; tone: Tone }) => (
  <Chip label={label} color={COLOURS[tone]} size="small" variant="outlined" />
);
