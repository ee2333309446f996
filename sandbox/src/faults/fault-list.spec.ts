import { FaultList } from './fault-list';

const call = (method = 'sendMessage', chatId: number | string = 1) => ({ botId: 7, method, chatId });
const refuse = { kind: 'status', status: 500 } as const;

describe('FaultList', () => {
  beforeEach(() => jest.useFakeTimers({ now: 0 }));
  afterEach(() => jest.useRealTimers());

  it('hits what matches by method, chat and bot, and nothing else', () => {
    const faults = new FaultList();
    faults.add({ match: { method: ['sendMessage', 'sendPhoto'], chatId: 5, botId: 7 }, effect: refuse });
    expect(faults.draw(call('sendmessage', 5))).toEqual(refuse);
    expect(faults.draw(call('sendPhoto', '5'))).toEqual(refuse);
    expect(faults.draw(call('sendMessage', 6))).toBeUndefined();
    expect(faults.draw(call('getMe', 5))).toBeUndefined();
    expect(faults.draw({ botId: 8, method: 'sendMessage', chatId: 5 })).toBeUndefined();
  });

  it('is over after its count', () => {
    const faults = new FaultList();
    faults.add({ effect: refuse, count: 2 });
    expect([1, 2, 3].map(() => faults.draw(call()))).toEqual([refuse, refuse, undefined]);
    expect(faults.list()).toMatchObject([{ fired: 2, state: 'over' }]);
    expect(faults.fired).toBe(2);
  });

  it('begins and ends as scripted', () => {
    const faults = new FaultList();
    faults.add({ effect: { kind: 'down' }, startAfterMs: 1_000, durationMs: 500 });
    const seen: (string | undefined)[] = [];
    for (const at of [0, 999, 1_000, 1_499, 1_500]) {
      jest.setSystemTime(at);
      seen.push(faults.draw(call())?.kind ?? faults.list()[0]?.state);
    }
    expect(seen).toEqual(['waiting', 'waiting', 'down', 'down', 'over']);
  });

  it('hits about the share it was given, the same calls in every run', () => {
    const pattern = (): boolean[] => {
      const faults = new FaultList();
      faults.add({ match: { probability: 0.3 }, effect: refuse });
      return Array.from({ length: 1_000 }, () => faults.draw(call()) !== undefined);
    };
    const first = pattern();
    expect(first).toEqual(pattern());
    const share = first.filter(Boolean).length / 1_000;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
  });

  it('lets the oldest that matches win, and can be taken back', () => {
    const faults = new FaultList();
    const first = faults.add({ effect: refuse });
    faults.add({ effect: { kind: 'hang' } });
    expect(faults.draw(call())).toEqual(refuse);
    expect([faults.remove(first.id), faults.remove(first.id)]).toEqual([true, false]);
    expect(faults.draw(call())).toEqual({ kind: 'hang' });
    faults.clear();
    expect(faults.draw(call())).toBeUndefined();
  });
});
