import { type Chat } from './chat';
import { type StoredMessage } from './message';
import { type World } from './world';

/** Name of a message that was posted through a bot into a chat the bot may not even know. */
export function encodeInlineMessageId(message: StoredMessage): string {
  const { chat } = message;
  return Buffer.from(JSON.stringify([chat.bot?.id ?? 0, chat.id, message.id])).toString('base64url');
}

/** The message, if it is still there. */
export function decodeInlineMessageId(world: World, id: string): StoredMessage | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(id, 'base64url').toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts)) return undefined;
  const [botId, chatId, messageId] = parts as number[];
  const chat: Chat | undefined = botId
    ? world.bots.get(botId)?.privateChats.get(chatId as number)
    : world.groups.get(chatId as number);
  return chat?.message(messageId as number);
}
