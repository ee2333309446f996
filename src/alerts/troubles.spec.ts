import type { NamedReport } from '../observability';
import type { BreakerSnapshot, ResiliencePolicies } from '../resilience';
import { ResilienceHealth } from '../resilience/resilience.health';
import { keyOf } from './alert';
import { findTroubles, type Situation } from './troubles';

const thresholds = { errorsPerMinute: 10, queueDepth: 100, queueWaitMs: 60_000 };

const part = (name: string, state: NamedReport['state'], details: NamedReport['details'] = {}): NamedReport => ({
  name,
  required: false,
  state,
  details,
});
/** What a process with these breakers says in `/health`. */
async function breakers(states: Record<string, BreakerSnapshot['state']>): Promise<NamedReport> {
  const counts = { sinceMs: 0, successes: 0, failures: 8, rejections: 1, timesOpened: 1 };
  const list = () => Object.entries(states).map(([name, state]) => ({ kind: 'breaker', name, state, ...counts }));
  const health = new ResilienceHealth({ list } as unknown as ResiliencePolicies);
  return { name: health.name, required: health.required, ...(await health.check()) };
}
const processWith = (...parts: NamedReport[]) => ({ parts, errorsLastMinute: 0 });
const media = (waiting: number, oldestWaitMs = 0) =>
  ({ queue: 'media', counts: { waiting, active: 0, delayed: 0, failed: 0 }, oldestWaitMs }) as const;

function keys(situation: Partial<Situation>, known: readonly string[] = []): string[] {
  const whole = { processes: [], queues: [], tasks: [], ...situation };
  return findTroubles(whole, thresholds, (key) => known.includes(key)).map(keyOf);
}

describe('what counts as trouble', () => {
  it('is nothing while all is well', async () => {
    const parts = ['database', 'receiver', 'telegram', 'redis', 'media-store'].map((name) => part(name, 'up'));
    expect(
      keys({
        processes: [processWith(...parts, await breakers({ 'telegram-api': 'closed', 'media-store': 'closed' }))],
        queues: [media(99, 59_000)],
        tasks: [
          { taskId: 'prune', outcome: 'done' },
          { taskId: 'sweep', outcome: 'running' },
        ],
      }),
    ).toEqual([]);
  });

  it.each([
    ['telegram', part('receiver', 'degraded', { lastError: 'TelegramTransient' })],
    ['telegram', breakers({ 'telegram-api': 'half-open', 'telegram-files': 'open' })],
    ['receiver', part('receiver', 'down')],
    ['redis', part('redis', 'degraded')],
    ['breaker:transcription.openai', breakers({ 'transcription.openai': 'open', 'media-store': 'half-open' })],
    ['breaker:telegram-files', breakers({ 'telegram-api': 'closed', 'telegram-files': 'open' })],
    ['part:media-store', part('media-store', 'down')],
  ])('is "%s", once, in however many processes it shows', async (key, reported) => {
    const report = await reported;
    expect(keys({ processes: [processWith(report), processWith(report), processWith()] })).toEqual([key]);
  });

  it.each([
    ['a receiver that waits for the database', part('receiver', 'degraded', { lastError: 'DatabaseUnavailable' })],
    ['a part that only asks to be looked at', part('media-store', 'degraded')],
    ['what is told under another name', part('queues', 'down')],
    ['a breaker whose dependency has a kind of its own', breakers({ redis: 'open' })],
  ])('is not %s', async (_what, report) => {
    expect(keys({ processes: [processWith(await report)] })).toEqual([]);
  });

  it('is the sum of the errors of all processes', () => {
    const processes = [
      { parts: [], errorsLastMinute: 6 },
      { parts: [], errorsLastMinute: 4 },
    ];
    expect(keys({ processes })).toEqual(['errors']);
    expect(keys({ processes: processes.slice(0, 1) })).toEqual([]);
  });

  it('lasts until the figure has fallen to half', () => {
    const processes = [{ parts: [], errorsLastMinute: 5 }];
    expect(keys({ processes }, ['errors'])).toEqual(['errors']);
    expect(keys({ processes: [{ parts: [], errorsLastMinute: 4 }] }, ['errors'])).toEqual([]);
    expect(keys({ queues: [media(50)] }, ['queue:media'])).toEqual(['queue:media']);
    expect(keys({ queues: [media(49, 29_000)] }, ['queue:media'])).toEqual([]);
  });

  it('is a queue that is too long, or whose next job waits for too long', () => {
    expect(keys({ queues: [media(100)] })).toEqual(['queue:media']);
    expect(keys({ queues: [media(1, 60_000)] })).toEqual(['queue:media']);
  });

  it('is a task whose last run failed', () => {
    expect(keys({ tasks: [{ taskId: 'sweep', outcome: 'failed' }] })).toEqual(['task:sweep']);
  });
});
