import type { TranscriptionUsage } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip, type Tone } from '../pieces/state-chip';

type State = TranscriptionUsage['state'];

const TONES: Readonly<Record<State, Tone>> = {
  waiting: 'quiet',
  downloading: 'busy',
  working: 'busy',
  delivering: 'busy',
  finished: 'good',
  failed: 'bad',
  cancelled: 'quiet',
  refused: 'warn',
};

export const requestStates = Object.keys(TONES) as readonly State[];

/** How far a request is. */
export const RequestState = ({ state }: { state: State }) => {
  const text = useText();
  return <StateChip label={text(`resources.transcription.states.${state}`)} tone={TONES[state]} />;
};
