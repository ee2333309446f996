import { Injectable } from '@nestjs/common';
import { createInstance, type i18n as Translator, type InterpolationOptions } from 'i18next';
import { type Language, languages } from './language';
import { resources } from './locales';
import type { MessageKey, MessageParams } from './message-key';

const HTML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Makes text that people typed safe inside Telegram's HTML, in element content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => HTML_ENTITIES[sign] ?? sign);

/** All texts that people read, in their language. Loaded once; every call is synchronous. */
@Injectable()
export class I18n {
  /** Two of them, because one that is told of another escaping for a single text sets itself up anew, which doubles its price. */
  private readonly html = createTranslator({ escape: escapeHtml });
  private readonly text = createTranslator({ escapeValue: false });
  /** Texts without parameters, which are most of every screen: looked up once (10 µs), and no more of them than there are keys. */
  private readonly fixed = new Map<string, string>();

  /** HTML for a message: parameters are escaped, except those the text takes as `{{- html}}`. */
  t(language: Language, key: MessageKey, params?: MessageParams): string {
    return params ? this.html.t(key, { ...params, lng: language }) : this.withoutParams(language, key);
  }

  /** Plain text for where Telegram reads no HTML: buttons, pop-ups, command descriptions, inline result titles. */
  plain(language: Language, key: MessageKey, params?: MessageParams): string {
    return params ? this.text.t(key, { ...params, lng: language }) : this.withoutParams(language, key);
  }

  /** Whether a key that came as plain data (the `messageKey` of an `AppError`) names a text. */
  has(key: string): key is MessageKey {
    return [key, `${key}_other`].some(
      (candidate) => typeof this.html.getResource('en', 'translation', candidate) === 'string',
    );
  }

  private withoutParams(language: Language, key: MessageKey): string {
    const place = `${language}/${key}`;
    const known = this.fixed.get(place);
    if (known !== undefined) return known;
    const text = this.text.t(key, { lng: language });
    this.fixed.set(place, text);
    return text;
  }
}

function createTranslator(interpolation: InterpolationOptions): Translator {
  const translator = createInstance();
  void translator.init({
    initAsync: false,
    fallbackLng: false,
    supportedLngs: [...languages],
    nsSeparator: false,
    resources: Object.fromEntries(languages.map((language) => [language, { translation: resources[language] }])),
    interpolation,
  });
  return translator;
}
