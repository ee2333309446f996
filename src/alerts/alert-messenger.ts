import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock';
import { AppConfig } from '../config';
import type { Language } from '../i18n';
import { ChatUnreachable, TelegramGateway, TelegramRejected } from '../telegram';
import { UserService } from '../users';
import type { Alert } from './alert';
import { tellingFor, type Telling } from './alert-policy';
import { AlertMessages } from './alert.messages';

/** Shorter than a look is apart from the next, times a few: one slow send must not hold up the watch. */
const SEND_TIMEOUT_MS = 10_000;

/** Who chooses another language meanwhile is told in the old one once. */
const MEET_EVERY_MS = 60_000;

/** Brings alerts to the owners, each in their language. */
@Injectable()
export class AlertMessenger {
  private readonly logger = new Logger('Alerts');
  /** Of everybody with a role, the owners among them. Kept, since the database may be what the alert is about. */
  private readonly languages = new Map<number, Language>();
  private metAtMs = -Infinity;

  constructor(
    private readonly gateway: TelegramGateway,
    private readonly messages: AlertMessages,
    private readonly users: UserService,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  get ownerIds(): readonly number[] {
    return this.config.telegram.ownerIds;
  }

  /** Learns the owners' languages, each minute anew. Call it as often as you like while the database is there. */
  async meetOwners(): Promise<void> {
    const nowMs = this.clock.now();
    if (nowMs - this.metAtMs < MEET_EVERY_MS) return;
    for (const { id, language } of await this.users.listStaff()) this.languages.set(id, language);
    this.metAtMs = nowMs;
  }

  /** Tells every owner what they don't know yet, and answers the alert with that noted. Who could not be told now is told next time. */
  async tell(alert: Alert, stopping: AbortSignal): Promise<Alert> {
    const told = { ...alert.told };
    for (const ownerId of this.ownerIds) {
      const telling = tellingFor(alert, ownerId);
      if (!telling) continue;
      const outcome = await this.send(
        ownerId,
        telling,
        alert,
        AbortSignal.any([stopping, AbortSignal.timeout(SEND_TIMEOUT_MS)]),
      );
      if (outcome === 'sent') told[ownerId] = telling === 'start' ? 'start' : 'end';
      if (outcome === 'impossible') told[ownerId] = 'end';
    }
    return { ...alert, told };
  }

  private async send(
    ownerId: number,
    telling: Telling,
    alert: Alert,
    signal: AbortSignal,
  ): Promise<'sent' | 'impossible' | 'later'> {
    const language = this.languages.get(ownerId) ?? this.config.bot.defaultLanguage;
    const html = this.messages.write(language, telling, alert);
    try {
      await this.gateway.sendText(ownerId, html, { lane: 'notice', signal });
      return 'sent';
    } catch (error) {
      const isImpossible = error instanceof ChatUnreachable || error instanceof TelegramRejected;
      this.logger.warn({ msg: 'an owner could not be told of an alert', alert: alert.key, telling, err: error });
      return isImpossible ? 'impossible' : 'later';
    }
  }
}
