import type { LibraryFile } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip, type Tone } from '../pieces/state-chip';

const TONES: Readonly<Record<LibraryFile['status'], Tone>> = {
  pending: 'quiet',
  processing: 'busy',
  ready: 'good',
  unprocessed: 'warn',
};

/** Whether a file is served with its thumbnail and name already. */
export const FileState = ({ file: { status } }: { file: Pick<LibraryFile, 'status'> }) => {
  const text = useText();
  return <StateChip label={text(`resources.files.statuses.${status}`)} tone={TONES[status]} />;
};
