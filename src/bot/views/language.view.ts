import { type Language, languages, type Words } from '../../i18n';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';

/** Each language names itself, so that it is found by who can't read the present one. */
const OWN_NAMES: Record<Language, string> = { uz: '🇺🇿 Oʻzbekcha', ru: '🇷🇺 Русский', en: '🇬🇧 English' };

export function languageScreen(words: Words): Screen {
  return {
    html: words.t('users.language.choose'),
    buttons: [
      ...languages.map((language) => [
        {
          text: language === words.language ? `✓ ${OWN_NAMES[language]}` : OWN_NAMES[language],
          callbackData: buttons.setLanguage.pack({ language }),
        },
      ]),
      [homeButton(words)],
    ],
  };
}
