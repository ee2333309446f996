import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { AppConfig } from '../../config';
import { SessionStore } from '../../sessions/session-store';
import type { BotContext, DialogueSession } from '../bot-context';
import { commandOf } from '../message-text';
import { BotMiddleware, type Next } from './bot-middleware';

/** How long after its end a dialogue is remembered, so that who comes back is told instead of misunderstood. */
const REMEMBERED_FOR_MS = 24 * 3_600_000;
/** A dialogue that goes on without changing is renewed at most this often. */
const RENEW_AFTER_MS = 60_000;
/** Commands that belong to a dialogue or do no harm to it; any other means that the person has turned to something else. */
const COMMANDS_INSIDE = new Set(['skip', 'cancel', 'help']);

/**
 * Keeps multi-step dialogues between two messages, across restarts and processes. Read once before the handler, written
 * only when something changed, and only when the handler succeeded, so that a failed step can be tried again.
 */
@Injectable()
export class DialogueSessionMiddleware extends BotMiddleware {
  private readonly lifeMs: number;
  private readonly ahead = new WeakMap<BotContext, ReturnType<SessionStore['read']>>();

  constructor(
    private readonly store: SessionStore,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    super();
    this.lifeMs = config.bot.sessionTtlMs;
  }

  /**
   * Begins to read the dialogue before it is known whether the update gets as far as that: what else must be asked of the
   * database takes just as long, and both are asked together.
   */
  readAhead(ctx: BotContext): void {
    const key = sessionKey(ctx);
    if (!key) return;
    const reading = this.store.read(key);
    // Whoever needs it hears of its failure; an update that is held back does not.
    reading.catch(() => undefined);
    this.ahead.set(ctx, reading);
  }

  async handle(ctx: BotContext, next: Next): Promise<void> {
    const key = sessionKey(ctx);
    if (!key) return next();
    const stored = ((await (this.ahead.get(ctx) ?? this.store.read(key))) ?? {}) as DialogueSession;
    ctx.session = stored;
    if (this.hasExpired(stored)) {
      ctx.session = {};
      await this.store.remove(key);
      if (await this.tellItExpired(ctx)) return;
    }
    const command = commandOf(ctx);
    const before = dialogueOf(ctx.session);
    if (command && !COMMANDS_INSIDE.has(command.name)) ctx.session = {};
    const dialogue = ctx.session.__scenes?.current;
    if (dialogue !== undefined) ctx.handledBy = `dialogue ${dialogue}`;
    await next();
    await this.keep(key, ctx.session, before);
  }

  private async keep(key: string, session: DialogueSession, before: string | undefined): Promise<void> {
    const after = dialogueOf(session);
    if (after === undefined) {
      if (before !== undefined) await this.store.remove(key);
      return;
    }
    const now = this.clock.now();
    if (after === before && now - (session.touchedAt ?? 0) < RENEW_AFTER_MS) return;
    await this.store.write(key, { __scenes: session.__scenes, touchedAt: now }, this.lifeMs + REMEMBERED_FOR_MS);
  }

  private hasExpired(session: DialogueSession): boolean {
    return dialogueOf(session) !== undefined && this.clock.now() - (session.touchedAt ?? 0) > this.lifeMs;
  }

  /** Answers whether that was all there is to say: what was meant for the old dialogue must not be taken for a search. */
  private async tellItExpired(ctx: BotContext): Promise<boolean> {
    if (!ctx.message || commandOf(ctx)) return false;
    await ctx.replyWithHTML(ctx.words.t('bot.dialogue.expired'));
    return true;
  }
}

/** Dialogues are held in private chats; `undefined` where there can be none. */
function sessionKey(ctx: BotContext): string | undefined {
  return ctx.isPrivate && ctx.chat && ctx.from && (ctx.message ?? ctx.callbackQuery)
    ? `${ctx.chat.id}/${ctx.from.id}`
    : undefined;
}

const dialogueOf = (session: DialogueSession): string | undefined =>
  session.__scenes?.current === undefined ? undefined : JSON.stringify(session.__scenes);
