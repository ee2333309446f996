import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { BotCommand } from 'telegraf/types';
import { AppError } from '../common/app-error';
import { AppConfig } from '../config';
import { I18n, type Language, languages } from '../i18n';
import { Backoff, pause } from '../resilience';
import { inLane, OutboundTelegram } from '../telegram';
import { isStaff, mayDo, type User, UserService } from '../users';
import { commands } from './commands';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Tells Telegram which commands to show to whom, in their language. At start for everybody and for each member of
 * staff, in the background and again and again until it is done: Telegram being down delays a menu, nothing else.
 */
@Injectable()
export class CommandRegistrar implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(CommandRegistrar.name);
  private readonly stopping = new AbortController();

  constructor(
    private readonly telegram: OutboundTelegram,
    private readonly users: UserService,
    private readonly i18n: I18n,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    void this.registerAll();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  /** Renews one person's menu after their language or role changed. Returns at once; a failure only costs the menu. */
  refreshFor(user: User): void {
    inLane('progress', () => this.registerFor(user)).catch((error: unknown) => this.noteFailure(error));
  }

  private async registerAll(): Promise<void> {
    const backoff = new Backoff({ firstMs: FIRST_PAUSE_MS, longestMs: LONGEST_PAUSE_MS });
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await inLane('progress', () => this.registerOnce());
        return;
      } catch (error) {
        this.noteFailure(error);
        await pause(backoff.nextMs(), signal);
      }
    }
  }

  private async registerOnce(): Promise<void> {
    const forEverybody = commands.filter(({ permission }) => permission === undefined);
    await this.telegram.setMyCommands(this.describe(forEverybody, this.config.bot.defaultLanguage));
    for (const language of languages) {
      await this.telegram.setMyCommands(this.describe(forEverybody, language), { language_code: language });
    }
    for (const user of await this.users.listStaff()) {
      await this.registerFor(user).catch((error: unknown) => {
        // One unreachable admin must not keep the others from their menus; what may heal is tried again.
        if (!(error instanceof AppError) || error.retryable) throw error;
      });
    }
  }

  private async registerFor(user: User): Promise<void> {
    const scope = { type: 'chat', chat_id: user.id } as const;
    if (!isStaff(user)) {
      await this.telegram.deleteMyCommands({ scope });
      return;
    }
    const allowed = commands.filter(({ permission }) => permission === undefined || mayDo(user, permission));
    await this.telegram.setMyCommands(this.describe(allowed, user.language), { scope });
  }

  private describe(entries: typeof commands, language: Language): BotCommand[] {
    return entries.map(({ name }) => ({
      command: name,
      description: this.i18n.plain(language, `bot.commands.${name}`),
    }));
  }

  private noteFailure(error: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.logger.warn({
      msg: 'commands could not be registered',
      error: error instanceof Error ? error.name : 'unknown',
    });
  }
}
