import { Ctx, Next, On } from 'nestjs-telegraf';
import type { Message } from 'telegraf/types';
import { type MediaIntake, OrderIntakeService, OrderService, readCaptionCode } from '../../orders';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { fileOf, type SentFile } from '../file-message';
import { textOf } from '../message-text';
import { sendScreen } from '../show-screen';
import { mediaIntakeScreen, seriesIntakeScreen } from '../views/order-intake.view';
import { ChatUpdate } from './update-decorators';

/** What people send outside of any dialogue that may belong to an order: media, and the series. */
@ChatUpdate()
export class OrderMessagesUpdate {
  constructor(
    private readonly intake: OrderIntakeService,
    private readonly orders: OrderService,
  ) {}

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    // The person's own inline message, shared into this chat, is an answer of ours.
    if (!ctx.isPrivate || (ctx.message && 'via_bot' in ctx.message)) return next();
    const file = fileOf(ctx.message);
    if (file) return this.receiveMedia(ctx, file);
    const text = textOf(ctx);
    if (text === undefined || text.startsWith('/') || !ctx.message) return next();
    const written = { text, messageId: ctx.message.message_id, repliedOrderId: orderAskedAbout(ctx.message) };
    return this.receiveText(ctx, written, next);
  }

  private async receiveMedia(ctx: BotContext, file: SentFile): Promise<void> {
    const { chatId, messageId, albumId, caption, ...media } = file;
    const intake = await this.intake.beginWithMedia({
      userId: ctx.user.id,
      chatId,
      messageId,
      albumId,
      caption,
      media,
    });
    const screen = mediaIntakeScreen(ctx.words, readAsPlainMedia(intake, caption), {
      isAlbumPiece: albumId !== undefined,
    });
    if (screen) await sendScreen(ctx, screen, { replyTo: messageId });
  }

  private async receiveText(
    ctx: BotContext,
    written: { text: string; messageId: number; repliedOrderId?: number },
    next: () => Promise<void>,
  ): Promise<void> {
    const intake = await this.orders.giveAwaitedSeries({ userId: ctx.user.id, ...written });
    if (!intake) return next();
    await sendScreen(ctx, seriesIntakeScreen(ctx.words, intake), { replyTo: written.messageId });
  }
}

/** Somebody with two open orders replies to the question that they mean; its button names the order. */
function orderAskedAbout(message: Message): number | undefined {
  const question = 'reply_to_message' in message ? message.reply_to_message : undefined;
  const rows = question && 'reply_markup' in question ? question.reply_markup?.inline_keyboard : undefined;
  for (const button of rows?.flat() ?? []) {
    const values = 'callback_data' in button ? buttons.cancelOrder.parse(button.callback_data) : null;
    if (values) return values.orderId;
  }
  return undefined;
}

/**
 * A caption that is a sentence and resembles no code was hardly meant as one: its sender is told how to order instead
 * of being told that their first word is unknown.
 */
function readAsPlainMedia(intake: MediaIntake, caption: string | undefined): MediaIntake {
  if (intake.outcome !== 'unknownCode' || intake.closest.length > 0) return intake;
  const isOneWord = !/\s/.test(caption?.trim() ?? '');
  return isOneWord || readCaptionCode(caption)?.isMarked === true ? intake : { outcome: 'noOrder' };
}
