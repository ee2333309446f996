import { type ApiError } from '../bot-api/api-error';
import { Chat } from '../world/chat';
import { FLOOD_PRESETS, FloodControl, mergeFlood } from './flood-control';

const BOT = 1;
const privateChat = (id: number): Chat => ({ id, type: 'private' }) as unknown as Chat;
const group = Chat.group(-5, 'supergroup', 'Group');

/** Seconds to wait, or 0 when the message passed. */
function tryToSend(flood: FloodControl, chat: Chat, { count = 1, paid = false } = {}): number {
  try {
    flood.pass(BOT, chat, count, paid);
    return 0;
  } catch (error) {
    return (error as ApiError).parameters?.retry_after ?? NaN;
  }
}

describe('FloodControl', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => jest.useRealTimers());

  it('lets everything pass when it is off', () => {
    const flood = new FloodControl(FLOOD_PRESETS.off);
    for (let index = 0; index < 1_000; index++) expect(tryToSend(flood, privateChat(1))).toBe(0);
    expect(flood.counters.passed).toBe(1_000);
  });

  it('lets a burst into one chat pass and then one message per second', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    for (let index = 0; index < 5; index++) expect(tryToSend(flood, privateChat(1))).toBe(0);
    expect(tryToSend(flood, privateChat(1))).toBe(1);
    jest.advanceTimersByTime(1_000);
    expect(tryToSend(flood, privateChat(1))).toBe(0);
    expect(flood.counters).toMatchObject({ passed: 6, refusedPerChat: 1, ignoredRetryAfter: 0 });
  });

  it('lets 30 messages per second pass into different chats', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    const waits = Array.from({ length: 40 }, (_, index) => tryToSend(flood, privateChat(index)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(30);
    jest.advanceTimersByTime(60_000);
    expect(tryToSend(flood, privateChat(99))).toBe(0);
  });

  it('lets 20 messages per minute into a group', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    for (let index = 0; index < 20; index++) expect(tryToSend(flood, group)).toBe(0);
    expect(tryToSend(flood, group)).toBe(3);
    expect(flood.counters.refusedPerGroup).toBe(1);
  });

  it('makes whoever ignores retry_after wait longer each time, up to the maximum', () => {
    const flood = new FloodControl({ ...FLOOD_PRESETS.public, maxRetryAfterSeconds: 6 });
    for (let index = 0; index < 5; index++) tryToSend(flood, privateChat(1));
    const waits = [1, 2, 3, 4, 5].map(() => {
      const seconds = tryToSend(flood, privateChat(1));
      jest.advanceTimersByTime(600);
      return seconds;
    });
    expect(waits).toEqual([1, 2, 4, 6, 6]);
    expect(flood.counters.ignoredRetryAfter).toBe(4);
    jest.advanceTimersByTime(6_000);
    expect(tryToSend(flood, privateChat(1))).toBe(0);
    for (let index = 0; index < 4; index++) tryToSend(flood, privateChat(1));
    expect(tryToSend(flood, privateChat(1))).toBe(1);
  });

  it('holds nothing against calls that were on their way when the first was refused', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    const waits = Array.from({ length: 12 }, () => tryToSend(flood, privateChat(1)));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
    expect(flood.counters).toMatchObject({ refusedPerChat: 7, ignoredRetryAfter: 0 });
    jest.advanceTimersByTime(1_000);
    expect(tryToSend(flood, privateChat(1))).toBe(0);
  });

  it('counts an album as so many messages, all or nothing', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    expect(tryToSend(flood, privateChat(1), { count: 4 })).toBe(0);
    expect(tryToSend(flood, privateChat(1), { count: 4 })).toBe(3);
    expect(flood.counters.passed).toBe(4);
  });

  it('lets an album that is larger than the burst pass when the bucket is full', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    expect(tryToSend(flood, privateChat(1), { count: 10 })).toBe(0);
    expect(tryToSend(flood, privateChat(1))).toBe(6);
  });

  it('lets a thousand paid messages per second pass', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    const waits = Array.from({ length: 1_000 }, (_, index) => tryToSend(flood, privateChat(index), { paid: true }));
    expect(waits.every((wait) => wait === 0)).toBe(true);
  });

  it('changes single settings on top of the current ones and begins anew', () => {
    const flood = new FloodControl(FLOOD_PRESETS.public);
    for (let index = 0; index < 6; index++) tryToSend(flood, privateChat(1));
    flood.change({ perChat: { perSecond: 2, burst: 1 } });
    expect(flood.settings).toMatchObject({ perChat: { burst: 1 }, overall: FLOOD_PRESETS.public.overall });
    expect([tryToSend(flood, privateChat(1)), tryToSend(flood, privateChat(1))]).toEqual([0, 1]);
    expect(mergeFlood(flood.settings, 'off').enabled).toBe(false);
  });
});
