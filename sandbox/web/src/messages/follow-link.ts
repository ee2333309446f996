import { controlApi } from '../api/control-api';
import { continueDraft } from '../state/drafts';
import { openChat, readChats, showMessage, world } from '../state/live-world';
import { attempt, notify } from '../state/notices';
import { chatKey } from '../state/world';
import { readLink } from './world-link';

const sameName = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();

/** Opens an address as this person: bots, channels and groups of the sandbox here, everything else in a new tab. */
export async function followLink(personId: number, address: string): Promise<void> {
  const link = readLink(address);
  switch (link.kind) {
    case 'outside':
      window.open(link.url, '_blank', 'noopener,noreferrer');
      return;
    case 'unsafe':
      notify('This link can’t be opened from here.', 'error');
      return;
    case 'start':
      return startBot(personId, link.username, link.payload);
    case 'user':
      return openByName(personId, link.username);
    case 'invite': {
      const chat = (await controlApi.listChats()).find(({ inviteLink }) => inviteLink === link.url);
      if (chat) openChat(personId, chat.id);
      else notify('This invitation is not valid.', 'error');
    }
  }
}

async function startBot(personId: number, username: string, payload: string): Promise<void> {
  const bot = world.get().bots.find((candidate) => sameName(candidate.username, username));
  if (!bot) return notify(`No bot here is called @${username}.`, 'error');
  openChat(personId, bot.id);
  const message = await attempt(controlApi.start(personId, bot.id, payload || undefined));
  if (message) showMessage(personId, message);
  await attempt(readChats(personId));
}

/** Opens the bot, channel or group of this name. */
export async function openByName(personId: number, username: string): Promise<void> {
  const bot = world.get().bots.find((candidate) => sameName(candidate.username, username));
  if (bot) return openChat(personId, bot.id);
  const chat = (await controlApi.listChats()).find((candidate) => sameName(candidate.username, username));
  if (chat) openChat(personId, chat.id);
  else notify(`Nobody here is called @${username}.`, 'error');
}

/** Sends a command that was clicked in a text. */
export async function sendCommand(personId: number, chatId: number, command: string): Promise<void> {
  const sent = await attempt(controlApi.sendMessage(personId, { chatId, text: command }));
  for (const message of sent ?? []) showMessage(personId, message);
}

/** Writes `@bot query` into the text field of a chat. */
export function writeInline(personId: number, chatId: number, username: string, query: string): void {
  openChat(personId, chatId);
  continueDraft(chatKey(personId, chatId), { text: `@${username} ${query}` });
}
