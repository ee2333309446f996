import { type InlineButton, type SendOptions } from './telegram-gateway';

interface WireButton {
  text: string;
  callback_data?: string;
  url?: string;
  switch_inline_query?: string;
  switch_inline_query_current_chat?: string;
}

/** Our rows of buttons in the Bot API's spelling. */
export function toInlineKeyboard(rows: readonly InlineButton[][]): { inline_keyboard: WireButton[][] } {
  return { inline_keyboard: rows.map((row) => row.map(toWireButton)) };
}

function toWireButton(button: InlineButton): WireButton {
  return {
    text: button.text,
    ...(button.callbackData !== undefined && { callback_data: button.callbackData }),
    ...(button.url !== undefined && { url: button.url }),
    ...(button.switchInlineQuery !== undefined && { switch_inline_query: button.switchInlineQuery }),
    ...(button.switchInlineQueryCurrentChat !== undefined && {
      switch_inline_query_current_chat: button.switchInlineQueryCurrentChat,
    }),
  };
}

/** The fields every sending method shares. */
export function toSendFields(options: SendOptions): Record<string, unknown> {
  return {
    ...(options.buttons && { reply_markup: toInlineKeyboard(options.buttons) }),
    ...(options.silent && { disable_notification: true }),
    ...(options.protect && { protect_content: true }),
    ...(options.paid && { allow_paid_broadcast: true }),
    ...(options.replyToMessageId !== undefined && {
      // The message that is replied to may be gone by now; the answer matters more than the reference.
      reply_parameters: { message_id: options.replyToMessageId, allow_sending_without_reply: true },
    }),
  };
}
