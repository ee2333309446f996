import type { Words } from '../../i18n';
import type { InlineButton } from '../../telegram/telegram-gateway';
import type { ProgressView } from '../progress/progress-policy';
import type { Standing } from '../queue/queue-view';

interface Subject {
  readonly id: number;
  readonly durationSeconds: number | null;
}

/** Under every message about a request that is not over. The chat's edge knows this button as `voice:cancel`. */
export const cancelButton = (words: Words, { id }: Pick<Subject, 'id'>): InlineButton[][] => [
  [{ text: words.plain('transcription.button.cancel'), callbackData: `voice:cancel:${id}` }],
];

/** What somebody reads whose recording is in line, or about to be begun. */
export function standingText(words: Words, request: Subject, { position, waitMs }: Standing): string {
  const received =
    request.durationSeconds === null
      ? words.t('transcription.status.received')
      : words.t('transcription.status.receivedLong', { duration: words.duration(request.durationSeconds * 1000) });
  if (position === 0 || (position === 1 && waitMs < 1000)) {
    return `${received}\n\n${words.t('transcription.status.starting')}`;
  }
  const place = words.t('transcription.status.waiting', { position, wait: words.duration(roundUp(waitMs)) });
  return `${received}\n\n${place}`;
}

/** What somebody reads whose recording is being listened to. */
export function progressText(words: Words, { bar, percent, elapsedSeconds, remainingSeconds }: ProgressView): string {
  const times = [words.t('transcription.status.elapsed', { time: words.duration(elapsedSeconds * 1000) })];
  if (remainingSeconds !== null) {
    times.push(words.t('transcription.status.remaining', { time: words.duration(remainingSeconds * 1000) }));
  }
  return words.t('transcription.status.working', { bar, percent, times: times.join(' · ') });
}

/** An estimate is no promise: whole seconds at first, then steps of five and of thirty. */
function roundUp(waitMs: number): number {
  const step = waitMs < 10_000 ? 1_000 : waitMs < 120_000 ? 5_000 : 30_000;
  return Math.max(1_000, Math.ceil(waitMs / step) * step);
}
