import type { Message, Update, User as TelegramUser } from 'telegraf/types';
import type { TelegramProfile } from '../users';

/**
 * What an update is to the bot.
 * `action`: a person did something on purpose and expects an answer.
 * `membership`: somebody joined, left, asked to join, or blocked the bot.
 * `noise`: nothing the bot serves (channel posts, edits, talk in groups), or too broken to tell who sent it.
 */
export type Arrival = 'action' | 'membership' | 'noise';

/** Telegram's names have at most 64 characters. */
const MAX_TEXT = 256;
const LONE_SURROGATES = /\p{Surrogate}/gu;

type Sender = Pick<TelegramUser, 'id'> &
  Partial<Record<'first_name' | 'last_name' | 'username' | 'language_code', unknown>>;

export function classify(update: Update): Arrival {
  if ('my_chat_member' in update || 'chat_member' in update || 'chat_join_request' in update) return 'membership';
  if (!senderOf(update)) return 'noise';
  if ('message' in update) return isForTheBot(update.message) ? 'action' : 'noise';
  if ('callback_query' in update) return 'action';
  return 'inline_query' in update || 'chosen_inline_result' in update ? 'action' : 'noise';
}

/** The person behind an action, as far as the update tells; bots don't count. */
export function profileOf(update: Update): TelegramProfile | undefined {
  const sender = senderOf(update);
  if (!sender) return undefined;
  return {
    id: sender.id,
    firstName: textOrNothing(sender.first_name) ?? '',
    lastName: textOrNothing(sender.last_name),
    username: textOrNothing(sender.username),
    languageCode: textOrNothing(sender.language_code),
  };
}

function senderOf(update: Update): Sender | undefined {
  const content = [
    'message' in update && update.message,
    'callback_query' in update && update.callback_query,
    'inline_query' in update && update.inline_query,
    'chosen_inline_result' in update && update.chosen_inline_result,
  ].find((candidate): candidate is Exclude<typeof candidate, false> => Boolean(candidate));
  const from: unknown = content?.from;
  if (!isSender(from)) return undefined;
  return from;
}

/** Updates come from outside: the types say `from` is there, but nobody vouches for it. */
function isSender(value: unknown): value is Sender {
  if (typeof value !== 'object' || value === null) return false;
  const { id, is_bot: isBot } = value as Partial<TelegramUser>;
  return Number.isSafeInteger(id) && Number(id) > 0 && isBot !== true;
}

/**
 * A text that PostgreSQL can store. It refuses NUL and half characters, and since people are stored by the hundred in
 * one statement, one such name would fail the others as well.
 */
function textOrNothing(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').replace(LONE_SURROGATES, '\uFFFD').slice(0, MAX_TEXT);
}

/** In a group people talk with each other: only commands are meant for the bot. */
function isForTheBot(message: Message): boolean {
  const chat = message.chat as Message['chat'] | undefined;
  if (chat?.type === 'private') return true;
  return (
    (chat?.type === 'group' || chat?.type === 'supergroup') &&
    'text' in message &&
    typeof message.text === 'string' &&
    message.text.startsWith('/')
  );
}
