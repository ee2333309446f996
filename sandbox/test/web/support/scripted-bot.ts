import type { CallbackQuery, InlineQuery, Message, Update } from '@grammyjs/types';

export const BOT_TOKEN = '7001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const FORMATTED =
  '<b>bold</b> <i>italic</i> <u>under</u> <s>struck</s> <tg-spoiler>secret words</tg-spoiler> <code>code</code> ' +
  '<a href="https://example.org/">link</a>\n<pre><code class="language-ts">let a = 1;</code></pre>\n<blockquote>quoted</blockquote>';

const FILES_PER_PAGE = 12;

/** A small bot without a library, with one answer to everything the page can do. */
export class ScriptedBot {
  /** Updates as they came, for tests that ask what the bot was told. */
  readonly updates: Update[] = [];
  private readonly stopping = new AbortController();
  private loop?: Promise<void>;
  private presses = 0;

  constructor(private readonly apiRoot: string) {}

  async start(): Promise<void> {
    await this.call('setMyCommands', {
      commands: [
        { command: 'start', description: 'Begin' },
        { command: 'search', description: 'Find a file' },
        { command: 'settings', description: 'Change the language' },
      ],
    });
    this.loop = this.poll();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loop;
  }

  async call<T>(method: string, parameters: object): Promise<T> {
    const response = await fetch(`${this.apiRoot}/bot${BOT_TOKEN}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(parameters),
      signal: this.stopping.signal,
    });
    const answer = (await response.json()) as { ok: boolean; result: T; description?: string };
    if (!answer.ok) throw new Error(`${method}: ${answer.description}`);
    return answer.result;
  }

  /** Everything of one kind that came, oldest first. */
  received<K extends keyof Update>(kind: K): NonNullable<Update[K]>[] {
    return this.updates.flatMap((update) => (update[kind] ? [update[kind]] : []));
  }

  private async poll(): Promise<void> {
    let offset = 0;
    while (!this.stopping.signal.aborted) {
      try {
        const updates = await this.call<Update[]>('getUpdates', { offset, timeout: 20 });
        for (const update of updates) {
          offset = update.update_id + 1;
          this.updates.push(update);
          await this.answer(update);
        }
      } catch {
        // Faults are part of some tests: the bot goes on, as bots do, a little later.
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  private async answer(update: Update): Promise<void> {
    if (update.message) await this.answerMessage(update.message);
    if (update.callback_query) await this.answerPress(update.callback_query);
    if (update.inline_query) await this.answerInline(update.inline_query);
  }

  private async answerMessage(message: Message): Promise<void> {
    const chat_id = message.chat.id;
    if (message.chat.type !== 'private' || message.via_bot) return;
    const file = message.document ?? message.voice ?? message.audio ?? message.video ?? message.photo?.at(-1);
    if (file) {
      const kind = (['document', 'voice', 'audio', 'video', 'photo'] as const).find((name) => message[name]);
      await this.call('sendMessage', {
        chat_id,
        text: `got ${kind} of ${file.file_size} bytes ${message.caption ?? ''}`,
      });
      return;
    }
    switch (message.text) {
      case undefined:
        return;
      case '/start':
        await this.call('sendMessage', { chat_id, text: 'Welcome!', reply_markup: this.keyboard(0) });
        return;
      case 'format':
        await this.call('sendMessage', { chat_id, text: FORMATTED, parse_mode: 'HTML' });
        return;
      case 'keyboard':
        await this.call('sendMessage', {
          chat_id,
          text: 'Choose',
          reply_markup: {
            keyboard: [['Tea', 'Coffee'], [{ text: 'My number', request_contact: true }]],
            resize_keyboard: true,
          },
        });
        return;
      case 'vanish': {
        const { message_id } = await this.call<Message>('sendMessage', { chat_id, text: 'Soon gone' });
        await this.call('deleteMessage', { chat_id, message_id });
        await this.call('sendMessage', { chat_id, text: 'It is gone' });
        return;
      }
      case 'work':
        await this.call('sendChatAction', { chat_id, action: 'upload_document' });
        return;
      default:
        await this.call('sendMessage', {
          chat_id,
          text: `You said: ${message.text}`,
          reply_parameters: message.reply_to_message && { message_id: message.message_id },
        });
    }
  }

  private keyboard(count: number) {
    return {
      inline_keyboard: [
        [
          { text: `Count ${count}`, callback_data: 'count' },
          { text: 'Alert', callback_data: 'alert' },
        ],
        [
          { text: 'Never', callback_data: 'never' },
          { text: 'Search here', switch_inline_query_current_chat: 'hotel' },
        ],
        [{ text: 'Site', url: 'https://example.org/' }],
      ],
    };
  }

  private async answerPress(query: CallbackQuery): Promise<void> {
    const callback_query_id = query.id;
    if (query.data === 'alert') {
      await this.call('answerCallbackQuery', { callback_query_id, text: 'Mind the step', show_alert: true });
    }
    if (query.data === 'count' && query.message) {
      const count = ++this.presses;
      await this.call('editMessageText', {
        chat_id: query.message.chat.id,
        message_id: query.message.message_id,
        text: `Counted to ${count}`,
        reply_markup: this.keyboard(count),
      });
      await this.call('answerCallbackQuery', { callback_query_id, text: `That was ${count}` });
    }
  }

  private async answerInline(query: InlineQuery): Promise<void> {
    const first = Number(query.offset || 0);
    const results = Array.from({ length: FILES_PER_PAGE }, (_, index) => ({
      type: 'article',
      id: String(first + index),
      title: `${query.query} ${first + index + 1}`,
      description: 'a file',
      input_message_content: { message_text: `File ${first + index + 1} of ${query.query}` },
    }));
    const next_offset = first === 0 ? String(FILES_PER_PAGE) : '';
    await this.call('answerInlineQuery', { inline_query_id: query.id, results, next_offset, cache_time: 0 });
  }
}
