import { SystemClock } from '../../common/clock';
import { NoticeTurns } from './notice-turns';

describe('the turns of notices', () => {
  const ANN = 1;
  const BOB = 2;
  let turns: NoticeTurns;

  beforeEach(() => {
    jest.useFakeTimers();
    turns = new NoticeTurns(new SystemClock());
  });

  afterEach(() => void jest.useRealTimers());

  it('let three to one person go at once, then one a second, and nobody else wait', () => {
    const waits = [1, 2, 3, 4, 5].map((id) => turns.waitMs({ id, recipientId: ANN }));
    expect(waits).toEqual([0, 0, 0, 1_000, 2_000]);
    expect(turns.waitMs({ id: 6, recipientId: BOB })).toBe(0);
  });

  it('are kept until their notice comes back', () => {
    for (const id of [1, 2, 3]) turns.waitMs({ id, recipientId: ANN });
    expect(turns.waitMs({ id: 4, recipientId: ANN })).toBe(1_000);
    for (const id of [5, 6, 7]) turns.waitMs({ id, recipientId: ANN });
    jest.advanceTimersByTime(600);
    // It came too early, and does not lose its turn by that.
    expect(turns.waitMs({ id: 4, recipientId: ANN })).toBe(400);
    jest.advanceTimersByTime(400);
    expect(turns.waitMs({ id: 4, recipientId: ANN })).toBe(0);
  });

  it('are given back by a notice that did not arrive', () => {
    for (let attempt = 0; attempt < 9; attempt += 1) {
      expect(turns.waitMs({ id: 1, recipientId: ANN })).toBe(0);
      turns.giveBack({ recipientId: ANN });
    }
  });

  it('of a notice that may not leave yet are given anew, behind those of others, when the person can be told again', () => {
    const waits = [1, 2, 3, 4, 5].map((id) => turns.waitMs({ id, recipientId: ANN }));
    expect(waits).toEqual([0, 0, 0, 1_000, 2_000]);
    jest.advanceTimersByTime(1_000);
    expect(turns.waitMs({ id: 4, recipientId: ANN })).toBe(0);
    expect(turns.putBehind({ id: 4, recipientId: ANN }, 5_000)).toBe(5_000);
    expect(turns.waitMs({ id: 6, recipientId: ANN })).toBe(6_000);
    jest.advanceTimersByTime(1_000);
    expect(turns.waitMs({ id: 5, recipientId: ANN })).toBe(0);
    jest.advanceTimersByTime(4_000);
    expect(turns.waitMs({ id: 4, recipientId: ANN })).toBe(0);
    expect(turns.waitMs({ id: 6, recipientId: ANN })).toBe(1_000);
  });

  it('grow back with time', () => {
    for (const id of [1, 2, 3]) turns.waitMs({ id, recipientId: ANN });
    jest.advanceTimersByTime(3_000);
    expect([4, 5, 6, 7].map((id) => turns.waitMs({ id, recipientId: ANN }))).toEqual([0, 0, 0, 1_000]);
  });

  it('of many people are forgotten when they are over', () => {
    for (let id = 1; id <= 5_000; id += 1) turns.waitMs({ id, recipientId: id });
    jest.advanceTimersByTime(60_000);
    turns.waitMs({ id: 9_999, recipientId: ANN });
    expect(turns['nextAtMs'].size).toBe(1);
  });
});
