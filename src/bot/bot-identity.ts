import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import { Backoff, pause } from '../resilience';
import { OutboundTelegram } from '../telegram';
import type { BotContext } from './bot-context';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Learns who the bot is. Asked for in the background from the start on, until Telegram answers: updates wait for it,
 * the rest of the application does not.
 */
@Injectable()
export class BotIdentity implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(BotIdentity.name);
  private readonly stopping = new AbortController();
  private learning: Promise<void> | undefined;

  constructor(
    @InjectBot() private readonly bot: Telegraf<BotContext>,
    private readonly telegram: OutboundTelegram,
  ) {}

  onApplicationBootstrap(): void {
    this.known().catch(() => undefined);
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Resolves once the bot knows its own name. Rejects when the application stops before that. */
  known(): Promise<void> {
    this.learning ??= this.learn();
    return this.learning;
  }

  private async learn(): Promise<void> {
    const backoff = new Backoff({ firstMs: FIRST_PAUSE_MS, longestMs: LONGEST_PAUSE_MS });
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.bot.botInfo = await this.telegram.getMe();
        this.logger.log({ msg: 'the bot knows its name', username: this.bot.botInfo.username });
        return;
      } catch (error) {
        this.logger.warn({
          msg: 'Telegram did not say who the bot is; asking again',
          error: error instanceof Error ? error.name : 'unknown',
        });
        await pause(backoff.nextMs(), signal);
      }
    }
    throw new Error('the application stopped before Telegram said who the bot is');
  }
}
