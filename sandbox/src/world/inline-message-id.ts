import { type Chat, type StoredMessage } from './chat';
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
  const bot = botId ? world.bots.get(botId) : undefined;
  const chats: ReadonlyMap<number, Chat> = bot ? world.privateChatsOf(bot) : world.groups;
  return chats.get(chatId as number)?.message(messageId as number);
}
