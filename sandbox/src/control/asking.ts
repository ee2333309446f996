import { type InlineQueryResult } from '@grammyjs/types';
import { type InputFiles } from '../bot-api/input-files';
import { ApiError } from '../bot-api/api-error';
import { cachedFileId } from '../bot-api/methods/queries';
import { inlineKeyboardOf } from '../bot-api/keyboards';
import { readCaption } from '../bot-api/sender';
import { type MediaKind } from './contract';
import { formatText } from '../text/formatted-text';
import { type Bot, type CallbackAnswer, type InlineAnswer } from '../world/bot';
import { encodeInlineMessageId } from '../world/inline-message-id';
import { type MessageContent, type StoredMessage } from '../world/message';
import { type Person } from '../world/person';
import { renderMessage } from '../world/render-message';
import { type World } from '../world/world';
import {
  type ButtonOutcome,
  type ButtonPress,
  type InlineChoice,
  type InlineOutcome,
  type InlineRequest,
} from './contract';
import { ControlError } from './control-error';
import { type Lookup } from './lookup';
import { maySend } from './see-chat';

const DEFAULT_TIMEOUT_MS = 10_000;
/** Inline answers that are kept so that one of their results can be chosen. */
const KEPT_INLINE_ANSWERS = 500;

/** What people ask a bot directly and wait for: button presses and inline queries. */
export class Asking {
  private readonly inlineAnswers = new Map<
    string,
    { bot: Bot; person: Person; query: string; results: InlineQueryResult[] }
  >();

  constructor(
    private readonly world: World,
    private readonly inputFiles: InputFiles,
    private readonly lookup: Lookup,
  ) {}

  async press(person: Person, press: ButtonPress): Promise<ButtonOutcome> {
    const chat = this.lookup.chatOf(person, press.chatId);
    const message = this.lookup.message(chat, press.messageId);
    const data = callbackData(message, press);
    const bot = message.viaBot ?? message.from;
    if (!bot?.isBot) throw new ControlError('conflict', 'This message is no bot’s');
    const id = this.world.takeQueryId();
    const answer = new Promise<CallbackAnswer>((resolve) => bot.callbacks.ask(id, { data }, resolve));
    this.world.inform(bot, 'callback_query', chat, {
      id,
      from: person.toUser(),
      ...(message.viaBot
        ? { inline_message_id: encodeInlineMessageId(message) }
        : { message: renderMessage(message, bot) }),
      chat_instance: String(BigInt.asUintN(62, BigInt(chat.id) * 7_919n + BigInt(bot.id))),
      data,
    });
    const given = await within(answer, press.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    return {
      callbackQueryId: id,
      answered: given !== undefined,
      text: given?.text,
      showAlert: given?.showAlert ?? false,
      url: given?.url,
    };
  }

  async queryInline(person: Person, request: InlineRequest): Promise<InlineOutcome> {
    const bot = this.lookup.bot(request.botId);
    if (!bot.supportsInlineQueries) throw new ControlError('conflict', `@${bot.username} has no inline mode`);
    const chat = this.lookup.chatOf(person, request.chatId ?? bot.id);
    const id = this.world.takeQueryId();
    const answer = new Promise<InlineAnswer>((resolve) => bot.inlineQueries.ask(id, { personId: person.id }, resolve));
    this.world.inform(bot, 'inline_query', person, {
      id,
      from: person.toUser(),
      query: request.query,
      offset: request.offset ?? '',
      chat_type: chat.bot === bot ? 'sender' : chat.type,
    });
    const given = await within(answer, request.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    if (given) this.keep(id, { bot, person, query: request.query, results: given.results });
    return {
      inlineQueryId: id,
      answered: given !== undefined,
      results: given?.results ?? [],
      nextOffset: given?.nextOffset ?? '',
      button: given?.button as InlineOutcome['button'],
    };
  }

  choose(person: Person, choice: InlineChoice): StoredMessage {
    const answer = this.inlineAnswers.get(choice.inlineQueryId);
    const result = answer?.results.find(({ id }) => id === choice.resultId);
    if (!answer || !result || answer.person !== person) {
      throw new ControlError(
        'not_found',
        `There is no inline result ${choice.resultId} of query ${choice.inlineQueryId}`,
      );
    }
    const chat = this.lookup.chatOf(person, choice.chatId);
    if (!maySend(chat, person)) throw new ControlError('conflict', `${person.name} can't write in this chat`);
    const { bot, query } = answer;
    if (chat.bot) this.world.startPrivateChat(chat.bot, person);
    const keyboard = inlineKeyboardOf(result.reply_markup);
    const message = this.world.post(chat, {
      from: person,
      viaBot: bot,
      keyboard,
      content: this.contentOf(bot, result),
    });
    this.world.inform(bot, 'chosen_inline_result', person, {
      result_id: result.id,
      from: person.toUser(),
      query,
      ...(keyboard ? { inline_message_id: encodeInlineMessageId(message) } : {}),
    });
    return message;
  }

  private contentOf(bot: Bot, result: InlineQueryResult): MessageContent {
    const fields = result as unknown as Record<string, unknown>;
    const content = fields['input_message_content'] as Record<string, unknown> | undefined;
    if (typeof content?.['message_text'] === 'string') {
      const mode = content['parse_mode'] as string | undefined;
      return formatText(content['message_text'], mode, content['entities'] as Parameters<typeof formatText>[2]);
    }
    if (content && 'latitude' in content) return { other: { location: content } };
    if (content && 'phone_number' in content) return { other: { contact: content } };
    const fileId = cachedFileId(result);
    if (fileId === undefined) {
      throw new ControlError(
        'conflict',
        'Results with a URL can be listed but not posted: the sandbox fetches nothing for people',
      );
    }
    try {
      const file = this.inputFiles.fileById(bot.id, fileId);
      return { media: { kind: file.kind as MediaKind, file, spoiler: false }, ...readCaption(fields) };
    } catch (error) {
      throw error instanceof ApiError ? new ControlError('conflict', error.message) : error;
    }
  }

  private keep(id: string, answer: { bot: Bot; person: Person; query: string; results: InlineQueryResult[] }): void {
    this.inlineAnswers.set(id, answer);
    if (this.inlineAnswers.size > KEPT_INLINE_ANSWERS) {
      this.inlineAnswers.delete(this.inlineAnswers.keys().next().value as string);
    }
  }
}

/** The data of the pressed button; pressing data that is on no button is what a forged client would do, and is let through. */
function callbackData(message: StoredMessage, { data, label }: ButtonPress): string {
  if (data !== undefined) return data;
  const buttons = message.keyboard?.inline_keyboard.flat() ?? [];
  const button = buttons.find(({ text }) => text === label);
  if (!button) {
    const labels = buttons.map(({ text }) => JSON.stringify(text)).join(', ') || 'none';
    throw new ControlError('not_found', `No button is labelled ${JSON.stringify(label)}; there are ${labels}`);
  }
  if (!('callback_data' in button))
    throw new ControlError('conflict', `The button ${JSON.stringify(label)} calls no bot`);
  return button.callback_data;
}

async function within<T>(answer: Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
