import { useEffect, useSyncExternalStore } from 'react';
import { type AnswerOf, sendSignedIn } from './api';
import { readEvents } from './event-stream';
import { ConnectionLost, Problem } from './problem';
import type { Broadcast, Queue, SystemStatus } from './types';

type MovingBroadcast = Pick<Broadcast, 'id' | 'status' | 'counts' | 'pauseReason' | 'startAt'> & {
  /** How fast it may go at the moment; null while it does not run. */
  pace: AnswerOf<'get', '/broadcasts/{broadcastId}'>['pace'] | null;
};

/** What each topic of `/events` shows. */
export interface Topics {
  status: Pick<SystemStatus, 'healthy'>;
  queues: readonly Omit<Queue, 'oldestWaitMs'>[];
  broadcasts: readonly MovingBroadcast[];
}
export type Topic = keyof Topics;
type LineState = 'connecting' | 'open' | 'lost';

const TOPICS: readonly Topic[] = ['status', 'queues', 'broadcasts'];
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * The line on which changes come, one for the whole page, open while anything listens. It comes back by itself, after a
 * wait that grows while the application is away, and at once when the browser says that there is a network again.
 */
class LiveLine {
  private readonly watchers = new Set<() => void>();
  private readonly shown = new Map<Topic, unknown>();
  private line: AbortController | undefined;
  private state: LineState = 'connecting';
  private closing: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    clearTimeout(this.closing);
    if (!this.line) void this.keepOpen();
    return () => {
      this.watchers.delete(watcher);
      // Pages that follow one another listen in turn: the line is kept across the gap.
      if (this.watchers.size === 0) this.closing = setTimeout(() => this.close(), 1_000);
    };
  };

  readonly readState = (): LineState => this.state;

  read<T extends Topic>(topic: T): Topics[T] | undefined {
    return this.shown.get(topic) as Topics[T] | undefined;
  }

  private close(): void {
    this.line?.abort();
    this.line = undefined;
    this.shown.clear();
    this.state = 'connecting';
  }

  private async keepOpen(): Promise<void> {
    const line = new AbortController();
    this.line = line;
    let waitMs = FIRST_WAIT_MS;
    while (!line.signal.aborted) {
      // A line that ends in order has come to the end of its token; the next one brings a new token along.
      try {
        const { body } = await sendSignedIn(`/events?topics=${TOPICS.join(',')}`, { signal: line.signal });
        this.enter('open');
        waitMs = FIRST_WAIT_MS;
        if (body) for await (const { name, data } of readEvents(body)) this.show(name as Topic, data);
      } catch (error) {
        if (line.signal.aborted) return;
        if (error instanceof Problem && error.status === 401) return this.close();
        if (error instanceof ConnectionLost || !(error instanceof Problem)) this.enter('lost');
      }
      await untilTimeOrNetwork(waitMs, line.signal);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    }
  }

  private show(topic: Topic, data: string): void {
    this.shown.set(topic, JSON.parse(data));
    this.tell();
  }

  private enter(state: LineState): void {
    if (this.state === state) return;
    this.state = state;
    this.tell();
  }

  private tell(): void {
    for (const watcher of this.watchers) watcher();
  }
}

const line = new LiveLine();

/** What a topic shows now; undefined until it is known, or when the account may not read it. */
export const useLive = <T extends Topic>(topic: T): Topics[T] | undefined =>
  useSyncExternalStore(line.subscribe, () => line.read(topic));

export const useLineState = (): LineState => useSyncExternalStore(line.subscribe, line.readState);

/** Calls back whenever a topic shows something new, beginning with the first time. */
export function useOnLive(topic: Topic, callback: () => void): void {
  const shown = useLive(topic);
  useEffect(() => {
    if (shown !== undefined) callback();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the news is what counts, not who is told
  }, [shown]);
}

function untilTimeOrNetwork(waitMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, waitMs);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}
