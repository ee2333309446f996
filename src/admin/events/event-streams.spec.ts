import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import { EventStreams } from './event-streams';
import type { TopicSources } from './topic-sources';

describe('streams of events', () => {
  let streams: EventStreams;
  let read: jest.Mock;

  beforeEach(() => {
    jest.useFakeTimers();
    read = jest.fn().mockResolvedValue([]);
    streams = new EventStreams({ read } as unknown as TopicSources);
  });
  afterEach(() => {
    streams.onModuleDestroy();
    jest.useRealTimers();
  });

  /** A line whose other end takes nothing in, so that it does not close for a long time. */
  const listen = (isWelcome: () => Promise<boolean>): PassThrough => {
    const line = Object.assign(new PassThrough(), { writeHead: jest.fn() });
    streams.add({ response: line as unknown as Response, topics: ['queues'], isWelcome });
    return line;
  };

  it('let go of whoever is not welcome any more, though their line hangs', async () => {
    const line = listen(() => Promise.resolve(false));
    await jest.advanceTimersByTimeAsync(20_000);
    expect(line.writableEnded).toBe(true);
    expect(line.destroyed).toBe(false);
    read.mockClear();
    await jest.advanceTimersByTimeAsync(20_000);
    expect(read).not.toHaveBeenCalled();
  });

  it('look at a topic while somebody listens to it, and not after', async () => {
    const line = listen(() => Promise.resolve(true));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(read.mock.calls.length).toBeGreaterThanOrEqual(4);
    line.destroy();
    await jest.advanceTimersByTimeAsync(0);
    read.mockClear();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(read).not.toHaveBeenCalled();
  });
});
