import type { Person, SeenChat } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { readChats, showMessage } from '../state/live-world';
import { attempt, notify } from '../state/notices';

/** Presses Start in the chat with a bot. */
export async function startBot(personId: number, botId: number): Promise<void> {
  const message = await attempt(controlApi.start(personId, botId));
  if (message) showMessage(personId, message);
  await attempt(readChats(personId));
}

export async function setBlocked(personId: number, botId: number, blocked: boolean): Promise<void> {
  await attempt(blocked ? controlApi.block(personId, botId) : controlApi.unblock(personId, botId));
  await attempt(readChats(personId));
}

/** Joins a channel or group, or asks to be let in where an administrator decides. */
export async function joinChat(person: Person, chatId: number): Promise<void> {
  const chat = await attempt(controlApi.getChat(chatId));
  if (!chat) return;
  if (chat.joinByRequest) {
    const asked = await attempt(controlApi.requestToJoin(chatId, person.id).then(() => true));
    if (asked) notify('Your request to join was sent.');
    return;
  }
  await attempt(controlApi.setMember(chatId, person.id, { status: 'member' }));
  await attempt(readChats(person.id));
}

export async function leaveChat(personId: number, chatId: number): Promise<void> {
  await attempt(controlApi.setMember(chatId, personId, { status: 'left' }));
  await attempt(readChats(personId));
}

export function isMember({ status }: SeenChat): boolean {
  return status !== 'left' && status !== 'kicked';
}
