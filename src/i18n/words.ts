import { AppError } from '../common/app-error';
import { formatBytes, formatClock, formatDate, formatDateTime, formatDuration, formatNumber } from './formats';
import type { I18n } from './i18n';
import type { Language } from './language';
import type { MessageKey, MessageParams } from './message-key';

/** Everything that depends on the reader's language, bound to that language: what a screen is written with. */
export class Words {
  constructor(
    private readonly i18n: I18n,
    readonly language: Language,
  ) {}

  /** HTML for a message; see `I18n.t`. */
  t(key: MessageKey, params?: MessageParams): string {
    return this.i18n.t(this.language, key, params);
  }

  /** Plain text for buttons and pop-ups; see `I18n.plain`. */
  plain(key: MessageKey, params?: MessageParams): string {
    return this.i18n.plain(this.language, key, params);
  }

  /** HTML that tells people of a failure; `otherwise` when it is not an expected one with a text of its own. */
  failure(error: unknown, otherwise: MessageKey): string {
    const isExpected = error instanceof AppError && this.i18n.has(error.messageKey);
    return isExpected ? this.t(error.messageKey, error.params) : this.t(otherwise);
  }

  bytes(bytes: number): string {
    return formatBytes(this.language, bytes);
  }

  date(date: Date): string {
    return formatDate(this.language, date);
  }

  dateTime(date: Date): string {
    return formatDateTime(this.language, date);
  }

  clock(date: Date): string {
    return formatClock(this.language, date);
  }

  duration(milliseconds: number): string {
    return formatDuration(this.language, milliseconds);
  }

  number(value: number): string {
    return formatNumber(this.language, value);
  }
}
