import {
  type ForceReply,
  type InlineKeyboardButton,
  type InlineKeyboardMarkup,
  type ReplyKeyboardMarkup,
  type ReplyKeyboardRemove,
} from '@grammyjs/types';
import { type Chat } from '../world/chat';
import { badRequest } from './api-error';

type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

/** What pressing an inline button can do: exactly one of these is there. */
const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
] as const;
const MAX_CALLBACK_DATA_BYTES = 64;
const MAX_BUTTONS = 100;

/** The inline keyboard among the kinds of reply markup, checked. @throws ApiError 400. */
export function inlineKeyboardOf(markup: ReplyMarkup | undefined): InlineKeyboardMarkup | undefined {
  if (!markup) return undefined;
  if (!('inline_keyboard' in markup)) {
    if ('keyboard' in markup) checkReplyKeyboard(markup);
    return undefined;
  }
  const rows = markup.inline_keyboard.filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  let count = 0;
  for (const row of rows) for (const button of row) if (++count <= MAX_BUTTONS) checkButton(button);
  if (count > MAX_BUTTONS) throw badRequest('reply markup is too long');
  return { inline_keyboard: rows };
}

/** Remembers what the person's keyboard turns into. */
export function applyReplyKeyboard(chat: Chat, markup: ReplyMarkup | undefined): void {
  if (!markup) return;
  if ('keyboard' in markup) chat.replyKeyboard = markup;
  else if ('remove_keyboard' in markup) chat.replyKeyboard = undefined;
}

function checkReplyKeyboard(markup: ReplyKeyboardMarkup): void {
  for (const button of markup.keyboard.flat()) {
    const text = typeof button === 'string' ? button : button.text;
    if (text.trim() === '') throw badRequest('keyboard button text must be non-empty');
  }
}

function checkButton(button: InlineKeyboardButton): void {
  const fields = button as unknown as Record<string, unknown>;
  if (button.text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  const actions = ACTIONS.filter((action) => fields[action] !== undefined);
  if (actions.length === 0) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (actions.length > 1) throw badRequest('BUTTON_TYPE_INVALID');
  if ('callback_data' in button) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes === 0 || bytes > MAX_CALLBACK_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  }
  if ('url' in button) checkUrl(button.url);
}

function checkUrl(url: string): void {
  const complaint = urlComplaint(url);
  if (complaint) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${complaint}`);
}

function urlComplaint(url: string): string | undefined {
  if (/^(tg|tonsite|ton):/i.test(url)) return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (!/^https?:/i.test(withScheme)) return 'Unsupported URL protocol';
  if (!URL.canParse(withScheme)) return 'URL host is empty';
  const { hostname } = new URL(withScheme);
  return hostname.includes('.') || hostname.startsWith('[') ? undefined : 'Wrong HTTP URL';
}
