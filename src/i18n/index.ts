export { formatBytes, formatClock, formatDate, formatDateTime, formatDuration, formatNumber } from './formats';
export { escapeHtml, I18n } from './i18n';
export { I18nModule } from './i18n.module';
export { guessLanguage, isLanguage, type Language, languages } from './language';
export type { MessageKey, MessageParams } from './message-key';
export { Words } from './words';
