import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AppError } from '../../common/app-error';
import { Clock } from '../../common/clock';
import { AppConfig } from '../../config';
import { I18n, type MessageKey, Words } from '../../i18n';
import { pause } from '../../resilience';
import { ChatUnreachable, TelegramRejected } from '../../telegram/telegram-errors';
import { TelegramGateway } from '../../telegram/telegram-gateway';
import { UserService } from '../../users';
import type { Broadcast } from '../broadcast';
import { BroadcastRepository } from '../broadcast.repository';
import { PaceReader } from '../sending/pace-reader';
import { type BroadcastCard, broadcastCard } from './broadcast-card';
import { ReportRepository } from './report.repository';

const LOOK_EVERY_MS = 1_000;
const EDIT_EVERY_MS = 3_000;
/** Telling may wait long for its turn; who tells it meanwhile tells it twice. */
const REPORT_CLAIMED_MS = 60_000;
/** Telegram's words for a status message that somebody has deleted, or that is too old. */
const PLACE_GONE = /message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i;

/**
 * Tells admins how a broadcast goes: edits its status message every few seconds while it runs, and sends a message of its own
 * when it ends or stops by itself. At work in processes with the role `worker`; the database decides which of them.
 */
@Injectable()
export class BroadcastReporter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(BroadcastReporter.name);
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;

  constructor(
    private readonly reports: ReportRepository,
    private readonly broadcasts: BroadcastRepository,
    private readonly paces: PaceReader,
    private readonly users: UserService,
    private readonly gateway: TelegramGateway,
    private readonly i18n: I18n,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.server.roles.includes('worker')) this.loop = this.repeat();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  /** Makes a message of the bot the one that shows how this broadcast goes. */
  async reportIn(broadcastId: number, place: { chatId: number; messageId: number }): Promise<void> {
    await this.reports.reportIn(broadcastId, place);
  }

  /** The card of a broadcast as it is at this moment, in a language. */
  async draw(broadcast: Broadcast, words: Words, perSecond: number | null = null): Promise<BroadcastCard> {
    const pace = broadcast.status === 'running' ? await this.paces.read(broadcast) : undefined;
    return broadcastCard(words, { broadcast, pace, perSecond, at: new Date(this.clock.now()) });
  }

  /** One look: edits what is due, tells what must be told. */
  async tellNews(): Promise<void> {
    for (const { broadcastId, chatId, messageId, perSecond } of await this.reports.takeDueStatuses(EDIT_EVERY_MS)) {
      await this.guard(() => this.edit(broadcastId, { chatId, messageId }, perSecond));
    }
    for (const broadcastId of await this.reports.takeDueReports(EDIT_EVERY_MS, REPORT_CLAIMED_MS)) {
      await this.guard(() => this.tellEnd(broadcastId));
    }
  }

  /** A scheduled broadcast could not begin. */
  async tellRefused(broadcast: Broadcast, problem: AppError): Promise<void> {
    await this.tellAuthor(broadcast, (words) => {
      const text = words.t(problem.messageKey as MessageKey, problem.params);
      return {
        html: words.t('broadcast.report.notStarted', { id: broadcast.id, problem: text }),
        buttons: [[{ text: words.plain('broadcast.button.open'), callbackData: `broadcast:view:${broadcast.id}` }]],
      };
    });
  }

  private async edit(
    broadcastId: number,
    { chatId, messageId }: { chatId: number; messageId: number },
    perSecond: number | null,
  ): Promise<void> {
    const broadcast = await this.broadcasts.find(broadcastId);
    if (!broadcast) return;
    const { html, buttons } = await this.draw(broadcast, await this.wordsOf(chatId), perSecond);
    try {
      await this.gateway.editText(chatId, messageId, html, {
        lane: 'progress',
        buttons,
        signal: this.stopping.signal,
      });
    } catch (error) {
      const isGone =
        error instanceof ChatUnreachable || (error instanceof TelegramRejected && PLACE_GONE.test(error.description));
      if (!isGone) throw error;
      await this.reports.forgetPlace(broadcastId, { chatId, messageId });
    }
  }

  private async tellEnd(broadcastId: number): Promise<void> {
    const broadcast = await this.broadcasts.find(broadcastId);
    if (!broadcast) return;
    const place = await this.reports.statusMessage(broadcastId);
    if (place) await this.guard(() => this.edit(broadcastId, place, null));
    const what = broadcast.status === 'paused' ? 'pausedByFailures' : broadcast.status;
    if (what === 'finished' || what === 'cancelled' || what === 'pausedByFailures') {
      await this.tellAuthor(broadcast, (words) => {
        const card = broadcastCard(words, { broadcast, perSecond: null, at: new Date(this.clock.now()) });
        return {
          html: `${words.t(`broadcast.report.${what}`, { id: broadcast.id })}\n\n${card.html}`,
          buttons: card.buttons,
        };
      });
    }
    await this.reports.markTold(broadcastId);
  }

  /** To whoever made it; to the owners when that was an account of the API. */
  private async tellAuthor({ author }: Broadcast, compose: (words: Words) => BroadcastCard): Promise<void> {
    const chats = author.kind === 'chat' ? [author.userId] : this.config.telegram.ownerIds;
    for (const chatId of chats) {
      const { html, buttons } = compose(await this.wordsOf(chatId));
      try {
        await this.gateway.sendText(chatId, html, { lane: 'notice', buttons, signal: this.stopping.signal });
      } catch (error) {
        // Somebody who can't be told is no reason to tell the others again.
        if (!(error instanceof ChatUnreachable || error instanceof TelegramRejected)) throw error;
      }
    }
  }

  private async wordsOf(chatId: number): Promise<Words> {
    const user = await this.users.find(chatId);
    return new Words(this.i18n, user?.language ?? this.config.bot.defaultLanguage);
  }

  private async guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.debug({ msg: 'a broadcast could not be reported on', err: error });
    }
  }

  private async repeat(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.guard(() => this.tellNews());
      await pause(LOOK_EVERY_MS, signal);
    }
  }
}
