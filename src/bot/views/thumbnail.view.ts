import type { Words } from '../../i18n';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';

/** `setAt`: since when there is a picture, or `null`. */
export function askForThumbnailScreen(words: Words, { setAt }: { setAt: Date | null }): Screen {
  const question = words.t('library.thumbnail.ask');
  return {
    html: setAt ? `${question}\n\n${words.t('library.thumbnail.current', { date: words.date(setAt) })}` : question,
    buttons: [
      setAt ? [{ text: words.plain('library.thumbnail.clear'), callbackData: buttons.clearThumbnail.pack() }] : [],
      [{ text: words.plain('common.cancel'), callbackData: buttons.cancelDialogue.pack() }],
    ],
  };
}

export function thumbnailSetScreen(words: Words): Screen {
  return {
    html: words.t('library.thumbnail.set'),
    buttons: [
      [{ text: words.plain('library.thumbnail.apply'), callbackData: buttons.applyThumbnail.pack() }],
      [homeButton(words)],
    ],
  };
}
