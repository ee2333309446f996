import { Injectable } from '@nestjs/common';
import { createInstance, type i18n as Translator } from 'i18next';
import { type Language, languages } from './language';
import { resources } from './locales';
import type { MessageKey, MessageParams } from './message-key';

const HTML_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Makes text that people typed safe inside Telegram's HTML, in element content and in quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (sign) => HTML_ENTITIES[sign] ?? sign);

/** All texts that people read, in their language. Loaded once; every call is synchronous. */
@Injectable()
export class I18n {
  private readonly translator: Translator = createInstance();

  constructor() {
    void this.translator.init({
      initAsync: false,
      fallbackLng: false,
      supportedLngs: [...languages],
      nsSeparator: false,
      resources: Object.fromEntries(languages.map((language) => [language, { translation: resources[language] }])),
      interpolation: { escape: escapeHtml },
    });
  }

  /** HTML for a message: parameters are escaped, except those the text takes as `{{- html}}`. */
  t(language: Language, key: MessageKey, params?: MessageParams): string {
    return this.translator.t(key, { ...params, lng: language });
  }

  /** Plain text for where Telegram reads no HTML: buttons, pop-ups, command descriptions, inline result titles. */
  plain(language: Language, key: MessageKey, params?: MessageParams): string {
    return this.translator.t(key, { ...params, lng: language, interpolation: { escapeValue: false } });
  }

  /** Whether a key that came as plain data (the `messageKey` of an `AppError`) names a text. */
  has(key: string): key is MessageKey {
    return [key, `${key}_other`].some(
      (candidate) => typeof this.translator.getResource('en', 'translation', candidate) === 'string',
    );
  }
}
