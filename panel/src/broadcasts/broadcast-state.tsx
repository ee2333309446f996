import type { Broadcast } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip, type Tone } from '../pieces/state-chip';

export const broadcastStatuses = [
  'draft',
  'scheduled',
  'running',
  'paused',
  'finished',
  'cancelled',
] as const satisfies readonly Broadcast['status'][];

const TONES: Readonly<Record<Broadcast['status'], Tone>> = {
  draft: 'quiet',
  scheduled: 'busy',
  running: 'busy',
  paused: 'warn',
  finished: 'good',
  cancelled: 'quiet',
};

/** How far a broadcast has come, in a word. */
export const BroadcastState = ({ status }: { status: Broadcast['status'] }) => {
  const text = useText();
  return <StateChip label={text(`resources.broadcasts.statuses.${status}`)} tone={TONES[status]} />;
};
