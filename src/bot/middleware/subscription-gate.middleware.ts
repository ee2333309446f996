import { Injectable } from '@nestjs/common';
import { type Channel, isStaff, SubscriptionService, UserService } from '../../users';
import type { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { DeepLinks } from '../deep-links';
import { commandOf } from '../message-text';
import { showScreen } from '../show-screen';
import { gateScreen } from '../views/gate.view';
import { BotMiddleware, type Next } from './bot-middleware';

/** What somebody may do before they have joined: understand what they are asked, in their language. */
const ALWAYS_ALLOWED = [buttons.languages, buttons.setLanguage];

/**
 * Lets people in who have joined the channels that admins ask for, and shows the others where to join. The deep link
 * somebody came with is kept with them and followed as soon as they are in. Staff is not held back.
 */
@Injectable()
export class SubscriptionGateMiddleware extends BotMiddleware {
  constructor(
    private readonly subscriptions: SubscriptionService,
    private readonly users: UserService,
    private readonly deepLinks: DeepLinks,
  ) {
    super();
  }

  async handle(ctx: BotContext, next: Next): Promise<void> {
    if (isStaff(ctx.user) || ctx.chosenInlineResult || isAlwaysAllowed(ctx)) return next();
    const missing = await this.subscriptions.missingChannels(ctx.user.id);
    if (missing.length > 0) return this.holdBack(ctx, missing);
    const waitingLink = ctx.inlineQuery ? null : ctx.user.pendingStart;
    await next();
    if (waitingLink !== null) await this.resume(ctx, waitingLink);
  }

  private async holdBack(ctx: BotContext, missing: Channel[]): Promise<void> {
    if (ctx.inlineQuery) return this.holdBackInline(ctx);
    const start = commandOf(ctx);
    if (start?.name === 'start' && start.argument !== '') await this.users.rememberStart(ctx.user.id, start.argument);
    if (ctx.callbackQuery) await ctx.answerOnce(ctx.words.plain('users.gate.notYet'), { alert: true });
    await showScreen(ctx, gateScreen(ctx.words, missing));
  }

  private async holdBackInline(ctx: BotContext): Promise<void> {
    await ctx.answerInlineQuery([], {
      cache_time: 0,
      is_personal: true,
      button: { text: ctx.words.plain('users.gate.inlineButton'), start_parameter: 'join' },
    });
  }

  /** Followed first and forgotten after: a process that dies in between follows it again, which counts once. */
  private async resume(ctx: BotContext, payload: string): Promise<void> {
    await this.deepLinks.follow(ctx, payload);
    await this.users.forgetStart(ctx.user.id);
  }
}

function isAlwaysAllowed(ctx: BotContext): boolean {
  const data = ctx.callbackQuery && 'data' in ctx.callbackQuery ? ctx.callbackQuery.data : undefined;
  if (typeof data === 'string') return ALWAYS_ALLOWED.some((button) => button.pattern.test(data));
  return commandOf(ctx)?.name === 'language';
}
