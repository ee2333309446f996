export { escapeHtml, I18n } from './i18n';
export { I18nModule } from './i18n.module';
export { guessLanguage, type Language, languages } from './language';
export type { MessageKey, MessageParams } from './message-key';
export { Words } from './words';
