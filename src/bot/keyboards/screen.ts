import type { InlineKeyboardMarkup } from 'telegraf/types';
import type { InlineButton } from '../../telegram';

/** What one message shows: HTML in Telegram's dialect, and rows of buttons under it. */
export interface Screen {
  readonly html: string;
  readonly buttons?: readonly (readonly InlineButton[])[];
}

/** Telegram's notation for rows of buttons; empty rows are left out. */
export function toInlineKeyboard(rows: Screen['buttons'] = []): InlineKeyboardMarkup {
  return {
    inline_keyboard: rows
      .filter((row) => row.length > 0)
      .map((row) =>
        row.map((button) => {
          if (button.url !== undefined) return { text: button.text, url: button.url };
          if (button.switchInlineQuery !== undefined) {
            return { text: button.text, switch_inline_query: button.switchInlineQuery };
          }
          if (button.switchInlineQueryCurrentChat !== undefined) {
            return { text: button.text, switch_inline_query_current_chat: button.switchInlineQueryCurrentChat };
          }
          return { text: button.text, callback_data: button.callbackData ?? '' };
        }),
      ),
  };
}
