import type { SeenChat, SeenMessage } from '../../../src/control/contract';

/** A message as a person sees it, with only what matters to the test spelt out. */
export function seenMessage(patch: Partial<SeenMessage> = {}): SeenMessage {
  const { messageId = 1, chatId = 10, date = 1_700_000_000 } = patch;
  return {
    chatId,
    messageId,
    revision: messageId,
    date,
    from: { id: 10, name: 'Bot', isBot: true },
    outgoing: false,
    text: `message ${messageId}`,
    entities: [],
    buttons: [],
    silent: false,
    protected: false,
    pinned: false,
    reactions: [],
    raw: {} as SeenMessage['raw'],
    ...patch,
  };
}

export function seenChat(patch: Partial<SeenChat> = {}): SeenChat {
  return {
    chatId: 10,
    type: 'private',
    title: 'Bot',
    botId: 10,
    status: 'member',
    blocked: false,
    canSend: true,
    revision: 1,
    ...patch,
  };
}
