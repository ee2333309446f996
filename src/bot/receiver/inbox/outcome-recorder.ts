import { Injectable, Logger } from '@nestjs/common';
import { DurableBatcher } from '../../../database';
import { untilAborted } from '../../../resilience';
import { UpdateInbox, type RecordedOutcome } from './update-inbox.repository';

const RETRY_MS = 1_000;

/** Writes outcomes in batches, one statement at a time, and does not give one up because the database was away. */
@Injectable()
export class OutcomeRecorder {
  private readonly logger = new Logger(OutcomeRecorder.name);
  private readonly closing = new AbortController();
  private readonly unwritten = new Set<Promise<void>>();
  private readonly batcher = new DurableBatcher<RecordedOutcome>((outcomes) => this.inbox.recordOutcomes(outcomes), {
    maxSize: 500,
    concurrency: 1,
    retryMs: RETRY_MS,
    onFailure: ({ updateId }, error) => {
      this.logger.warn({ msg: 'an outcome could not be recorded', updateId, err: error });
    },
  });

  constructor(private readonly inbox: UpdateInbox) {}

  /** How many outcomes are not in the database yet. */
  get pending(): number {
    return this.unwritten.size;
  }

  /** Resolves when the outcome is durable, or when `close` has given up on it: the update is then handled again. */
  record(outcome: RecordedOutcome): Promise<void> {
    const writing = this.batcher
      .call(outcome, this.closing.signal)
      .catch(() => undefined)
      .finally(() => this.unwritten.delete(writing));
    this.unwritten.add(writing);
    return writing;
  }

  /** Waits for what is being written until `timeUp`; an outcome whose write fails from now on is given up. */
  async close(timeUp: AbortSignal): Promise<void> {
    this.closing.abort();
    await untilAborted(Promise.all(this.unwritten), timeUp);
  }
}
