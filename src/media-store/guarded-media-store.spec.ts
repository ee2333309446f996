import { Readable } from 'node:stream';
import { SystemClock } from '../common/clock';
import { Bulkheads, CircuitBreakers, CircuitOpen, ResiliencePolicies, RetryPolicies, TimeLimits } from '../resilience';
import { GuardedMediaStore } from './guarded-media-store';
import { type MediaStore } from './media-store';
import { MediaNotStored, MediaStoreFull, MediaStoreUnwell } from './media-store.errors';

const OPTIONS = { maxBytes: 10 };

describe('a guarded media store', () => {
  let put: jest.Mock<Promise<{ sizeBytes: number; sha256: string }>>;
  let open: jest.Mock<Promise<Readable>>;
  let policies: ResiliencePolicies;
  let store: GuardedMediaStore;

  beforeEach(() => {
    put = jest.fn(() => Promise.resolve({ sizeBytes: 1, sha256: '' }));
    open = jest.fn(() => Promise.resolve(Readable.from(['x'])));
    const breakers = new CircuitBreakers(new SystemClock());
    policies = new ResiliencePolicies(breakers, new RetryPolicies(), new Bulkheads(), new TimeLimits());
    store = new GuardedMediaStore({ put, open } as unknown as MediaStore, policies, 2);
  });

  const breaker = () => policies.breakers.list()[0];
  const putOnce = (source = Readable.from(['x'])) => store.put('a', source, OPTIONS).catch((error: unknown) => error);

  it('leaves a sick store in peace, and ends what was to be put', async () => {
    put.mockRejectedValue(new MediaStoreUnwell());
    for (let i = 0; i < 8; i += 1) await putOnce();
    const source = Readable.from(['x']);
    expect(await putOnce(source)).toBeInstanceOf(CircuitOpen);
    expect(source.destroyed).toBe(true);
    expect(put).toHaveBeenCalledTimes(8);
    await expect(store.open('a')).rejects.toBeInstanceOf(CircuitOpen);
  });

  it('does not take a full quota, a missing object or a broken source for sickness', async () => {
    put.mockRejectedValue(new MediaStoreFull());
    for (let i = 0; i < 10; i += 1) await putOnce();
    put.mockRejectedValue(new Error('connection reset'));
    for (let i = 0; i < 10; i += 1) await putOnce();
    open.mockRejectedValue(new MediaNotStored());
    for (let i = 0; i < 10; i += 1) await store.open('a').catch(() => undefined);
    expect(breaker()).toMatchObject({ name: 'media-store', state: 'closed', failures: 0 });
  });

  it('writes only so many at once', async () => {
    const finish: (() => void)[] = [];
    put.mockImplementation(() => new Promise((resolve) => finish.push(() => resolve({ sizeBytes: 1, sha256: '' }))));
    const writes = [putOnce(), putOnce(), putOnce()];
    await new Promise((resume) => setImmediate(resume));
    expect(put).toHaveBeenCalledTimes(2);
    finish[0]?.();
    await writes[0];
    await new Promise((resume) => setImmediate(resume));
    expect(put).toHaveBeenCalledTimes(3);
    finish.forEach((done) => done());
    await Promise.all(writes);
  });

  it('closes what a store opens when nobody waits for it any more', async () => {
    jest.useFakeTimers();
    try {
      let answer: (stream: Readable) => void = () => undefined;
      open.mockReturnValue(new Promise((resolve) => (answer = resolve)));
      const opening = store.open('a').catch((error: unknown) => error);
      await jest.advanceTimersByTimeAsync(30_000);
      expect(await opening).toBeInstanceOf(MediaStoreUnwell);
      const late = Readable.from(['x']);
      answer(late);
      await jest.advanceTimersByTimeAsync(0);
      expect(late.destroyed).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });

  it('counts a store that does not answer as sick', async () => {
    jest.useFakeTimers();
    try {
      open.mockReturnValue(new Promise(() => undefined));
      const answer = store.open('a').catch((error: unknown) => error);
      await jest.advanceTimersByTimeAsync(30_000);
      expect(await answer).toBeInstanceOf(MediaStoreUnwell);
      expect(breaker()).toMatchObject({ failures: 1 });
      expect(policies.timeLimits.list()).toMatchObject([{ name: 'media-store', exceeded: 1 }]);
    } finally {
      jest.useRealTimers();
    }
  });
});
