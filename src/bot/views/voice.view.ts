import type { Words } from '../../i18n';
import type { Refusal } from '../../transcription';
import type { Screen } from '../keyboards/screen';

/** What somebody reads whose recording is not taken, and what they can do now. */
export function voiceRefusalScreen(words: Words, refusal: Refusal): Screen {
  switch (refusal.reason) {
    case 'tooLong':
      return {
        html: words.t('transcription.refused.tooLong', {
          actual: words.duration(refusal.actualSeconds * 1000),
          limit: words.duration(refusal.limitSeconds * 1000),
        }),
      };
    case 'tooBig':
      return {
        html: words.t('transcription.refused.tooBig', {
          actual: words.bytes(refusal.actualBytes),
          limit: words.bytes(refusal.limitBytes),
        }),
      };
    case 'queueFull':
      return { html: words.t('transcription.refused.queueFull') };
    case 'tooMany':
      return { html: words.t('transcription.refused.tooMany', { count: refusal.limit }) };
    case 'noEngine':
      return { html: words.failure(refusal.error, 'transcription.errors.unexpected') };
  }
}
