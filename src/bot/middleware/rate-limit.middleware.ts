import { Injectable } from '@nestjs/common';
import { RateLimiter } from '../../coordination/rate-limiter';
import { Settings } from '../../settings';
import type { BotContext } from '../bot-context';
import { BotMiddleware, type Next } from './bot-middleware';

const WINDOW_MS = 60_000;

/**
 * Holds back who does too much: told once, then ignored until the minute is over. Inline queries come with every
 * keystroke, so they have a count of their own and are ignored without a word.
 */
@Injectable()
export class RateLimitMiddleware extends BotMiddleware {
  /** An update whose answer could not leave comes again, as the same object: it was counted and let through the first time. */
  private readonly letThrough = new WeakSet<object>();

  constructor(
    private readonly limiter: RateLimiter,
    private readonly settings: Settings,
  ) {
    super();
  }

  async handle(ctx: BotContext, next: Next): Promise<void> {
    // Telegram reports a choice that was already made; there is nothing to hold back.
    if (ctx.chosenInlineResult || this.letThrough.has(ctx.update)) return next();
    const scope = ctx.inlineQuery ? 'bot.inline' : 'bot.action';
    const { count, resetMs } = await this.limiter.count(scope, String(ctx.user.id), WINDOW_MS);
    const limit = this.settings.get('people.actionsPerMinute');
    if (count <= limit) {
      this.letThrough.add(ctx.update);
      return next();
    }
    if (count === limit + 1 && !ctx.inlineQuery) await this.tell(ctx, resetMs);
  }

  private async tell(ctx: BotContext, resetMs: number): Promise<void> {
    const params = { wait: ctx.words.duration(Math.max(1000, resetMs)) };
    if (ctx.callbackQuery) {
      await ctx.answerOnce(ctx.words.plain('errors.tooFast', params), { alert: true });
    } else {
      await ctx.replyWithHTML(ctx.words.t('errors.tooFast', params));
    }
  }
}
