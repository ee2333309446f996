import { SystemClock } from '../../common/clock';
import { TelegramRateLimited } from '../telegram-errors';
import { type Lane } from '../telegram-gateway';
import { OutboundLanes, type Passage, type Traveller } from './outbound-lanes';
import { publicServerLimits, type OutboundLimits } from './outbound-limits';

const narrow: OutboundLimits = {
  ...publicServerLimits,
  overall: { burst: 1, perSecond: 10 },
  inFlight: { answer: 2, notice: 2, progress: 2, bulk: 2 },
  waiting: 3,
};

const to = (chatId: number, lane: Lane, more: Partial<Traveller> = {}): Traveller => ({
  method: 'sendMessage',
  chatId,
  lane,
  isUpload: false,
  isPaid: false,
  ...more,
});

describe('OutboundLanes', () => {
  let lanes: OutboundLanes;
  let admitted: string[];

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    lanes = new OutboundLanes(narrow, new SystemClock());
    admitted = [];
  });

  afterEach(() => jest.useRealTimers());

  const enter = (name: string, traveller: Traveller, patienceMs = 60_000): Promise<Passage | undefined> =>
    lanes.enter(traveller, patienceMs).then(
      (passage) => {
        admitted.push(name);
        return passage;
      },
      () => {
        admitted.push(`${name} refused`);
        return undefined;
      },
    );

  it('paces lower lanes at the overall rate', async () => {
    for (let i = 0; i < 3; i += 1) void enter(`bulk ${i}`, to(i, 'bulk', { isUpload: true }));
    await jest.advanceTimersByTimeAsync(0);
    expect(admitted).toEqual(['bulk 0']);

    await jest.advanceTimersByTimeAsync(100);
    expect(admitted).toEqual(['bulk 0', 'bulk 1']);

    await jest.advanceTimersByTimeAsync(100);
    expect(admitted).toEqual(['bulk 0', 'bulk 1', 'bulk 2']);
  });

  it('never holds an answer for the rate that others have used up', async () => {
    for (let i = 0; i < 3; i += 1) void enter('bulk', to(i, 'bulk'));
    void enter('answer', to(9, 'answer'));
    await jest.advanceTimersByTimeAsync(0);

    expect(admitted).toEqual(['bulk', 'answer']);
  });

  it('serves higher lanes first, whoever came first', async () => {
    void enter('first', to(1, 'bulk'));
    void enter('bulk', to(2, 'bulk', { isUpload: true }));
    void enter('progress', to(3, 'progress'));
    void enter('notice', to(4, 'notice'));
    await jest.advanceTimersByTimeAsync(300);

    expect(admitted).toEqual(['first', 'notice', 'progress', 'bulk']);
  });

  it('lets other chats pass a chat that must wait', async () => {
    const wide = new OutboundLanes({ ...narrow, overall: { burst: 100, perSecond: 100 } }, new SystemClock());
    lanes = wide;
    for (let i = 0; i < 4; i += 1) void enter(`same ${i}`, to(1, 'progress', { isUpload: true }));
    void enter('other', to(2, 'progress'));
    await jest.advanceTimersByTimeAsync(0);
    expect(admitted).toEqual(['same 0', 'same 1', 'same 2', 'other']);

    await jest.advanceTimersByTimeAsync(1000);
    expect(admitted.at(-1)).toBe('same 3');
  });

  it("does not let a person's own answers hold back their notices", async () => {
    lanes = new OutboundLanes({ ...narrow, overall: { burst: 100, perSecond: 100 } }, new SystemClock());
    for (let i = 0; i < 20; i += 1) (await lanes.enter(to(1, 'answer'), 1000)).leave();
    void enter('notice', to(1, 'notice'));
    await jest.advanceTimersByTimeAsync(0);

    expect(admitted).toEqual(['notice']);
  });

  it('bounds the calls of a lane that are under way', async () => {
    const first = await enter('a', to(1, 'answer'));
    void enter('b', to(2, 'answer'));
    void enter('c', to(3, 'answer'));
    await jest.advanceTimersByTimeAsync(1000);
    expect(admitted).toEqual(['a', 'b']);

    first?.leave();
    first?.leave();
    await jest.advanceTimersByTimeAsync(0);
    expect(admitted).toEqual(['a', 'b', 'c']);
    expect(lanes.status().inFlight.answer).toBe(2);
  });

  it('obeys a 429 for everybody, answers included, until it is over', async () => {
    lanes.obeyRateLimit({ method: 'sendMessage', chatId: 1 }, 5);
    void enter('answer', to(2, 'answer'));
    void enter('other method', to(2, 'answer', { method: 'answerCallbackQuery', chatId: undefined }));
    await jest.advanceTimersByTimeAsync(4999);
    expect(admitted).toEqual(['other method']);
    expect(lanes.status()).toMatchObject({
      waiting: { answer: 1 },
      pausedMethods: [{ method: 'sendMessage', untilMs: 1_005_000 }],
    });

    await jest.advanceTimersByTimeAsync(1);
    expect(admitted).toEqual(['other method', 'answer']);
  });

  it('holds only the group when it is a group that is too busy', async () => {
    lanes.obeyRateLimit({ method: 'sendMessage', chatId: -5 }, 30);
    void enter('group', to(-5, 'answer', { method: 'sendPhoto' }));
    void enter('person', to(2, 'answer'));
    await jest.advanceTimersByTimeAsync(1000);

    expect(admitted).toEqual(['person']);
  });

  it('knows how many messages left lately and how often Telegram asked for a pause, and forgets both', async () => {
    lanes = new OutboundLanes({ ...narrow, overall: { burst: 100, perSecond: 100 } }, new SystemClock());
    await jest.advanceTimersByTimeAsync(10_000);
    for (let chat = 1; chat <= 20; chat += 1) (await enter('a', to(chat, 'bulk')))?.leave();
    (await enter('unlike a message', to(1, 'answer', { method: 'answerCallbackQuery' })))?.leave();
    lanes.obeyRateLimit({ method: 'sendMessage', chatId: -5 }, 1);
    expect(lanes.status().sentPerSecond).toBeCloseTo(2, 0);
    expect(lanes.status().rateLimitedLastHour).toBe(1);

    await jest.advanceTimersByTimeAsync(11_000);
    expect(lanes.status()).toMatchObject({ sentPerSecond: 0, rateLimitedLastHour: 1 });
    await jest.advanceTimersByTimeAsync(3_600_000);
    expect(lanes.status().rateLimitedLastHour).toBe(0);
  });

  it('says at once how long it would take when that is longer than the lane waits', async () => {
    lanes.obeyRateLimit({ method: 'sendMessage', chatId: 1 }, 60);

    await expect(lanes.enter(to(2, 'answer'), 10_000)).rejects.toMatchObject({ retryAfterSeconds: 60 });
  });

  it('says at once when a chat can be told again, when that is longer than the caller waits', async () => {
    lanes = new OutboundLanes({ ...narrow, overall: { burst: 100, perSecond: 100 } }, new SystemClock());
    for (const name of ['a', 'b', 'c']) await enter(name, to(1, 'notice', { isUpload: true }));

    await expect(lanes.enter(to(1, 'notice'), 500)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    expect(lanes.status().waiting.notice).toBe(0);
  });

  it('stops waiting when patience ends', async () => {
    await enter('a', to(1, 'answer'));
    await enter('b', to(1, 'answer'));
    void enter('c', to(1, 'answer'), 2000);
    await jest.advanceTimersByTimeAsync(2000);

    expect(admitted).toEqual(['a', 'b', 'c refused']);
    expect(lanes.status().waiting.answer).toBe(0);
  });

  it('refuses when too many wait', async () => {
    lanes.obeyRateLimit({ method: 'sendMessage', chatId: 1 }, 5);
    for (let i = 0; i < 3; i += 1) void enter('waiting', to(i, 'answer'));

    await expect(lanes.enter(to(9, 'answer'), 10_000)).rejects.toBeInstanceOf(TelegramRateLimited);
  });

  it('forgets a caller who gave up', async () => {
    const controller = new AbortController();
    lanes.obeyRateLimit({ method: 'sendMessage', chatId: 1 }, 5);
    const waiting = lanes.enter(to(1, 'answer', { signal: controller.signal }), 10_000);
    controller.abort(new Error('enough'));

    await expect(waiting).rejects.toThrow('enough');
    expect(lanes.status().waiting.answer).toBe(0);
    await jest.advanceTimersByTimeAsync(6000);
    expect(lanes.status().inFlight.answer).toBe(0);
  });
});
