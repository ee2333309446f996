import { Injectable } from '@nestjs/common';
import { I18n, type Language, type MessageKey, Words } from '../i18n';
import type { Alert } from './alert';
import type { Telling } from './alert-policy';

/** What owners read of an alert. */
@Injectable()
export class AlertMessages {
  constructor(private readonly i18n: I18n) {}

  /** HTML of one message. An alert that is over ended when its last phase began. */
  write(language: Language, telling: Telling, alert: Alert): string {
    const words = new Words(this.i18n, language);
    const text = (part: Telling | 'advice'): string =>
      words.t(`alerts.${alert.kind}.${part}` as MessageKey, { subject: alert.subject ?? '' });
    const from = words.dateTime(new Date(alert.startedAtMs));
    if (telling === 'start')
      return `🔴 <b>${text('start')}</b>\n${text('advice')}\n\n<i>${words.t('alerts.since', { from })}</i>`;
    const duration = words.duration(Math.max(1_000, alert.phaseSinceMs - alert.startedAtMs));
    const lasted = words.t('alerts.lasted', { from, duration });
    return `🟢 <b>${text(telling)}</b>\n<i>${lasted}</i>`;
  }
}
