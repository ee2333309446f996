import { SystemClock } from '../common/clock';
import { CircuitBreakers, CircuitOpen, type BreakerSnapshot, type CircuitBreaker } from './circuit-breakers';

class Unwell extends Error {}

describe('a circuit breaker', () => {
  let breakers: CircuitBreakers;
  let breaker: CircuitBreaker;

  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    breakers = new CircuitBreakers(new SystemClock());
    breaker = breakers.create('telegram-api', (error) => error instanceof Unwell);
  });

  afterEach(() => jest.useRealTimers());

  const fail = (error: Error = new Unwell()): Promise<unknown> =>
    breaker.execute(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
  const succeed = (): Promise<unknown> => breaker.execute(() => Promise.resolve('ok')).catch((error: unknown) => error);
  const failOften = async (): Promise<void> => {
    for (let i = 0; i < 8; i += 1) await fail();
  };

  it('opens after failures in a row and then does not call', async () => {
    await failOften();

    expect(await succeed()).toBeInstanceOf(CircuitOpen);
    expect(breakers.list()).toEqual([
      {
        name: 'telegram-api',
        state: 'open',
        sinceMs: 1_000_000,
        successes: 0,
        failures: 8,
        rejections: 1,
        timesOpened: 1,
      },
    ]);
  });

  it('stays closed while successes lie between', async () => {
    for (let i = 0; i < 20; i += 1) {
      await fail();
      if (i % 5 === 0) await succeed();
    }

    expect(breaker.snapshot().state).toBe('closed');
  });

  it('opens sooner and rests shorter where its owner says so', async () => {
    const limits = { failuresToOpen: 2, firstRestMs: 100, longestRestMs: 150 };
    breaker = breakers.create('cache', () => true, limits);
    await fail();
    await fail();
    expect(breaker.snapshot().state).toBe('open');
    for (const restMs of [100, 150, 150]) {
      jest.setSystemTime(Date.now() + restMs);
      expect(await fail()).toBeInstanceOf(Unwell);
    }
    jest.setSystemTime(Date.now() + 150);
    expect(await succeed()).toBe('ok');
  });

  it('does not count refusals as failures', async () => {
    for (let i = 0; i < 20; i += 1) await fail(new Error('Bad Request'));

    expect(breaker.snapshot()).toMatchObject({ state: 'closed', failures: 0, successes: 20 });
  });

  it('lets one call try after a rest, and turns the others away meanwhile', async () => {
    await failOften();
    jest.setSystemTime(1_001_000);
    let answer = (): void => undefined;
    const probe = breaker.execute(() => new Promise<void>((resolve) => (answer = resolve)));

    expect(await succeed()).toBeInstanceOf(CircuitOpen);
    answer();
    await probe;
    expect(await succeed()).toBe('ok');
  });

  it('rests twice as long after each failed try', async () => {
    await failOften();
    jest.setSystemTime(1_001_000);
    await fail();
    jest.setSystemTime(1_002_900);
    expect(await succeed()).toBeInstanceOf(CircuitOpen);
    jest.setSystemTime(1_003_000);
    expect(await succeed()).toBe('ok');
  });

  it('tells who listens of every change', async () => {
    const seen: BreakerSnapshot['state'][] = [];
    breakers.onStateChange(({ state }) => seen.push(state));
    await failOften();
    jest.setSystemTime(1_001_000);
    await succeed();

    expect(seen).toEqual(['open', 'half-open', 'closed']);
  });

  it('refuses a second breaker of the same name', () => {
    expect(() => breakers.create('telegram-api', () => true)).toThrow('exists already');
  });
});
