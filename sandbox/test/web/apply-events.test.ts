import type { SandboxEvent } from '../../src/control/contract';
import { applyEvents } from '../../web/src/state/apply-events';
import { CALLS_KEPT, chatKey, EMPTY_WORLD, type World } from '../../web/src/state/world';
import { seenChat, seenMessage } from './support/seen';

const ANN = 1;
const KEY = chatKey(ANN, 10);
const opened = { now: 1_000, isOpen: () => true };
const elsewhere = { now: 1_000, isOpen: () => false };

function worldWith(...ids: number[]): World {
  const messages = ids.map((messageId) => seenMessage({ messageId }));
  return {
    ...EMPTY_WORLD,
    chats: new Map([[ANN, [seenChat()]]]),
    conversations: new Map([[KEY, { messages, reachedStart: true }]]),
  };
}

const idsOf = (world: World) => world.conversations.get(KEY)?.messages.map(({ messageId }) => messageId);
const arrival = (messageId: number, outgoing = false): SandboxEvent => ({
  type: 'message',
  personId: ANN,
  message: seenMessage({ messageId, outgoing }),
});

describe('what an event changes', () => {
  it('adds a message at its place, whatever the order of arrival', () => {
    expect(idsOf(applyEvents(worldWith(1), [arrival(4), arrival(3)], opened))).toEqual([1, 3, 4]);
  });

  it('shows a message once that came by an answer and by an event', () => {
    expect(idsOf(applyEvents(worldWith(1, 2), [arrival(2)], opened))).toEqual([1, 2]);
  });

  it('replaces an edited message, but never by an older version', () => {
    const edit = (revision: number, text: string): SandboxEvent => ({
      type: 'edit',
      personId: ANN,
      message: seenMessage({ messageId: 1, revision, text }),
    });
    const world = applyEvents(worldWith(1), [edit(9, 'new'), edit(5, 'old')], opened);
    expect(world.conversations.get(KEY)?.messages[0]?.text).toBe('new');
  });

  it('removes deleted messages', () => {
    const event: SandboxEvent = { type: 'delete', personId: ANN, chatId: 10, messageIds: [1, 3] };
    expect(idsOf(applyEvents(worldWith(1, 2, 3), [event], opened))).toEqual([2]);
  });

  it('counts what arrives in a chat nobody looks at, except own messages', () => {
    const world = applyEvents(worldWith(), [arrival(1), arrival(2), arrival(3, true)], elsewhere);
    expect(world.unread.get(KEY)).toBe(2);
  });

  it('counts nothing in an open chat', () => {
    expect(applyEvents(worldWith(), [arrival(1)], opened).unread.size).toBe(0);
  });

  it('ends the typing notice when the message is there', () => {
    const typing: SandboxEvent = { type: 'chatAction', personId: ANN, chatId: 10, botId: 10, action: 'typing' };
    const during = applyEvents(worldWith(), [typing], opened);
    expect(during.chatActions.get(KEY)).toMatchObject({ action: 'typing' });
    expect(applyEvents(during, [arrival(1)], opened).chatActions.size).toBe(0);
  });

  it('keeps the newest calls only', () => {
    const call = (id: number) => ({ type: 'call', call: { id } }) as SandboxEvent;
    const calls = Array.from({ length: CALLS_KEPT + 5 }, (_, id) => call(id));
    const world = applyEvents(EMPTY_WORLD, calls, opened);
    expect([world.calls.length, world.calls[0]?.id]).toEqual([CALLS_KEPT, 5]);
  });
});
