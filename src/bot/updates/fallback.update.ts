import { Ctx, On } from 'nestjs-telegraf';
import { BotContext } from '../bot-context';
import { textOf } from '../message-text';
import { ChatUpdate } from './update-decorators';

/** What no other handler took. Registered last. */
@ChatUpdate()
export class FallbackUpdate {
  @On('callback_query')
  async staleButton(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerOnce(ctx.words.plain('errors.staleButton'), { alert: true });
  }

  /** In groups nothing is said: a command that isn't ours may be another bot's. */
  @On('message')
  async notUnderstood(@Ctx() ctx: BotContext): Promise<void> {
    if (!ctx.isPrivate || isServiceMessage(ctx)) return;
    const isCommand = textOf(ctx)?.startsWith('/') === true;
    await ctx.replyWithHTML(ctx.words.t(isCommand ? 'errors.unknownCommand' : 'errors.notUnderstood'));
  }
}

/** Messages that people did not write: pins, timers, shared results of our own inline mode. */
function isServiceMessage(ctx: BotContext): boolean {
  const message: object = ctx.message ?? {};
  return ['pinned_message', 'message_auto_delete_timer_changed', 'via_bot', 'write_access_allowed'].some(
    (field) => field in message,
  );
}
