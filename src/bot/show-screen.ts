import type { Message } from 'telegraf/types';
import { TelegramRejected } from '../telegram';
import type { BotContext } from './bot-context';
import { type Screen, toInlineKeyboard } from './keyboards/screen';

const extra = (screen: Screen) =>
  ({
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_markup: toInlineKeyboard(screen.buttons),
  }) as const;

/**
 * Shows a screen where the person is looking: a tapped button changes its own message, anything else gets a new one.
 * A message that can't become this screen (a picture, too old, deleted) is replaced by a new one.
 */
export async function showScreen(ctx: BotContext, screen: Screen): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (!message) {
    await sendScreen(ctx, screen);
    return;
  }
  // Sent first and not waited for: the button stops its clock while the message is being changed.
  const answer = ctx.answerOnce();
  if ('text' in message) {
    if (!(await edit(ctx, screen))) await sendScreen(ctx, screen);
  } else {
    await sendScreen(ctx, screen);
    await removeMessage(ctx);
  }
  await answer;
}

/** Shows a screen in a new message, if wished as a reply to the message that asked for it. */
export async function sendScreen(
  ctx: BotContext,
  screen: Screen,
  options: { replyTo?: number } = {},
): Promise<Message.TextMessage> {
  return ctx.reply(screen.html, {
    ...extra(screen),
    ...(options.replyTo !== undefined && {
      reply_parameters: { message_id: options.replyTo, allow_sending_without_reply: true },
    }),
  });
}

/** Answers false when Telegram won't change this message any more. */
async function edit(ctx: BotContext, screen: Screen): Promise<boolean> {
  try {
    await ctx.editMessageText(screen.html, extra(screen));
    return true;
  } catch (error) {
    if (error instanceof TelegramRejected) return false;
    throw error;
  }
}

async function removeMessage(ctx: BotContext): Promise<void> {
  try {
    await ctx.deleteMessage();
  } catch (error) {
    // Telegram keeps messages older than two days; the person just sees both.
    if (!(error instanceof TelegramRejected)) throw error;
  }
}
