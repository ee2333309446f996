import type { SeenProcess } from '../../observability';
import { recentlySent } from './recently-sent';

const NOW = new Date('2026-11-22T12:00:00Z');
const secondsAgo = (seconds: number) => new Date(NOW.getTime() - seconds * 1_000);

const processThat = (seenAt: Date, details?: Record<string, number>): SeenProcess => ({
  processId: 'a',
  host: 'desk',
  pid: 1,
  version: '1.0.0',
  roles: ['worker'],
  startedAt: secondsAgo(3_600),
  seenAt,
  errorsLastMinute: 0,
  parts: [
    { name: 'database', required: true, state: 'up' },
    { name: 'telegram', required: false, state: 'up', ...(details && { details }) },
  ],
});

describe('what was sent recently', () => {
  it('is the sum of what the processes say', () => {
    const first = processThat(NOW, { sentPerSecond: 12.1, rateLimitedLastHour: 2 });
    const second = processThat(secondsAgo(5), { sentPerSecond: 7.2, rateLimitedLastHour: 1 });
    expect(recentlySent([first, second], secondsAgo(15))).toEqual({ perSecond: 19.3, rateLimitedLastHour: 3 });
  });

  it('leaves out a process that has fallen silent', () => {
    const gone = processThat(secondsAgo(20), { sentPerSecond: 20, rateLimitedLastHour: 5 });
    const here = processThat(secondsAgo(1), { sentPerSecond: 3, rateLimitedLastHour: 0 });
    expect(recentlySent([gone, here], secondsAgo(15))).toEqual({ perSecond: 3, rateLimitedLastHour: 0 });
    expect(recentlySent([gone], secondsAgo(15))).toBeNull();
  });

  it('is unknown while no process could ask its way out', () => {
    expect(recentlySent([processThat(NOW)], secondsAgo(15))).toBeNull();
  });
});
