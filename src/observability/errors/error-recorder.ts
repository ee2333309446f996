import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Clock } from '../../common/clock';
import { traitsOf } from './error-fingerprint';
import { ErrorRecords, type ErrorSighting } from './error-records';
import { RecentCount } from './recent-count';

const WRITE_EVERY_MS = 5_000;
/** Kinds of failure that wait to be written. There are far fewer places that can fail; this bounds the unforeseen. */
const MAX_WAITING = 500;

/** Where something failed: an edge, and which of its works. */
export interface FailurePlace {
  readonly edge: 'update' | 'job' | 'task' | 'http';
  /** A name from the code (a job's, a task's, a route's), never from outside. */
  readonly work?: string;
  /** What the log knows this case by: shown to a person, or the id of a job. */
  readonly reference?: string;
}

/**
 * Keeps account of unexpected failures: counted at once, written to the database every few seconds and at the end. Taking
 * note never throws, never waits and never fails what has failed already.
 */
@Injectable()
export class ErrorRecorder implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(ErrorRecorder.name);
  private readonly recent = new RecentCount();
  private waiting = new Map<string, ErrorSighting>();
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  readonly total = new Counter({
    name: 'bellhop_errors_total',
    help: 'Unexpected failures by where they happened.',
    labelNames: ['edge'],
    registers: [],
  });

  constructor(
    private readonly records: ErrorRecords,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.write();
  }

  note(error: unknown, { edge, work, reference }: FailurePlace): void {
    const nowMs = this.clock.now();
    this.total.inc({ edge });
    this.recent.add(nowMs);
    const place = work === undefined ? edge : `${edge} ${work}`;
    const traits = traitsOf(error, place);
    const known = this.waiting.get(traits.fingerprint);
    if (!known && this.waiting.size >= MAX_WAITING) return;
    const count = (known?.count ?? 0) + 1;
    const firstSeenAt = known?.firstSeenAt ?? new Date(nowMs);
    const lastReference = reference ?? known?.lastReference ?? null;
    const sighting = { ...traits, place, count, firstSeenAt, lastSeenAt: new Date(nowMs), lastReference };
    this.waiting.set(traits.fingerprint, sighting);
  }

  /** Failures in this process within the last minute. */
  lastMinute(): number {
    return this.recent.within(this.clock.now());
  }

  /** Writes what waits. What can't be written waits on. */
  write(): Promise<void> {
    this.writing = this.writing.then(() => this.writeWaiting());
    return this.writing;
  }

  private async writeWaiting(): Promise<void> {
    if (this.waiting.size === 0) return;
    const batch = this.waiting;
    this.waiting = new Map();
    try {
      await this.records.add([...batch.values()]);
    } catch (error) {
      this.logger.debug({ msg: 'errors could not be recorded yet', kinds: batch.size, err: error });
      this.putBack(batch);
    }
  }

  private putBack(batch: ReadonlyMap<string, ErrorSighting>): void {
    for (const [fingerprint, earlier] of batch) {
      const later = this.waiting.get(fingerprint);
      if (!later && this.waiting.size >= MAX_WAITING) continue;
      const count = earlier.count + (later?.count ?? 0);
      this.waiting.set(fingerprint, { ...(later ?? earlier), count, firstSeenAt: earlier.firstSeenAt });
    }
  }
}
