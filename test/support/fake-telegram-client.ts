import { Telegram } from 'telegraf';
import type { InlineKeyboardButton } from 'telegraf/types';

/** One call to the Bot API, as it left the application. */
export interface ApiCall {
  method: string;
  payload: Record<string, unknown>;
}

/** A client that answers like Telegram would and remembers what was said. Its `failures` make the next call of a method fail. */
export class FakeTelegramClient extends Telegram {
  readonly calls: ApiCall[] = [];
  readonly failures = new Map<string, Error>();
  private nextMessageId = 1000;

  constructor() {
    super('100200300:fake');
  }

  override async callApi(method: string, payload: object): Promise<never> {
    const call = { method, payload: payload as Record<string, unknown> };
    this.calls.push(call);
    const failure = this.failures.get(method);
    if (failure) {
      this.failures.delete(method);
      throw failure;
    }
    return this.answer(call) as never;
  }

  callsOf(method: string): ApiCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  /** The texts of all messages and edits, oldest first. */
  texts(): string[] {
    return this.calls
      .filter(({ method }) => /^(sendMessage|editMessageText)$/.test(method))
      .map(({ payload }) => String(payload.text));
  }

  lastText(): string {
    return this.texts().at(-1) ?? '';
  }

  /** The buttons under the last screen, row by row. */
  lastButtons(): InlineKeyboardButton[][] {
    const screen = this.calls.filter(({ method }) => /^(sendMessage|editMessageText)$/.test(method)).at(-1);
    const markup = screen?.payload.reply_markup as { inline_keyboard?: InlineKeyboardButton[][] } | undefined;
    return markup?.inline_keyboard ?? [];
  }

  /** The data of the first button of the last screen whose label contains `label`. */
  buttonData(label: string): string {
    for (const button of this.lastButtons().flat()) {
      if (button.text.includes(label) && 'callback_data' in button) return button.callback_data;
    }
    throw new Error(`no button "${label}" among ${JSON.stringify(this.lastButtons())}`);
  }

  clear(): void {
    this.calls.length = 0;
  }

  private answer({ method, payload }: ApiCall): unknown {
    if (method === 'getMe') return { id: 100200300, is_bot: true, first_name: 'Bellhop', username: 'bellhop_bot' };
    if (method !== 'sendMessage') return true;
    this.nextMessageId += 1;
    return {
      message_id: this.nextMessageId,
      date: 0,
      chat: { id: payload.chat_id, type: 'private' },
      text: payload.text,
    };
  }
}
