import { type Chat } from '../world/chat';
import { type StoredMessage } from '../world/message';
import { type Person } from '../world/person';
import { type World } from '../world/world';
import { type MessageQuery, type SeenMessages } from './contract';
import { seeMessage } from './see-message';

const MAX_LIMIT = 500;
const MAX_WAIT_MS = 30_000;

/** What a person sees in a chat, waiting for a change if that was asked for. */
export async function readMessages(
  world: World,
  chat: Chat,
  person: Person,
  query: MessageQuery,
): Promise<SeenMessages> {
  const since = query.sinceRevision;
  if (since !== undefined && query.waitMs && chat.revision <= since) {
    await nextChange(chat, Math.min(query.waitMs, MAX_WAIT_MS));
  }
  const limit = Math.min(Math.max(query.limit ?? 100, 1), MAX_LIMIT);
  const newest: StoredMessage[] = [];
  for (const message of chat.messages()) {
    if (since !== undefined && message.revision <= since) continue;
    if (query.beforeId !== undefined && message.id >= query.beforeId) continue;
    newest.push(message);
    if (newest.length >= 2 * limit) newest.splice(0, limit);
  }
  return { items: newest.slice(-limit).map((message) => seeMessage(world, message, person)), revision: world.revision };
}

function nextChange(chat: Chat, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const stop = chat.watch(done);
    const timer = setTimeout(done, timeoutMs);
  });
}
