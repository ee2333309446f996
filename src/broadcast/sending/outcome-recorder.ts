import { Injectable, Logger } from '@nestjs/common';
import { MicroBatcher } from '../../database';
import { pause } from '../../resilience';
import type { SettledRecipient } from '../ledger/ledger-entry';
import { LedgerRepository } from '../ledger/ledger.repository';
import { OutcomeCounts } from './outcome-counts';

const RETRY_MS = 500;

/**
 * Writes outcomes into the ledger, those of the same instant together. An outcome is all that is known of a message
 * that may have arrived, so it is kept and tried again until the database has it.
 */
@Injectable()
export class OutcomeRecorder {
  private readonly logger = new Logger(OutcomeRecorder.name);
  private readonly batcher = new MicroBatcher<SettledRecipient, void>((batch) => this.write(batch), {
    maxSize: 200,
    concurrency: 1,
    gatherMs: 10,
  });

  constructor(
    private readonly ledger: LedgerRepository,
    private readonly counts: OutcomeCounts,
  ) {}

  /** Resolves once it is written. Rejects only when `givenUp` is aborted before. */
  async record(settled: SettledRecipient, givenUp: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await this.batcher.call(settled);
        return this.counts.count(settled.outcome.status);
      } catch (error) {
        givenUp.throwIfAborted();
        this.logger.warn({ msg: 'an outcome could not be written yet', broadcastId: settled.broadcastId, err: error });
        await pause(RETRY_MS, givenUp);
        givenUp.throwIfAborted();
      }
    }
  }

  private async write(batch: readonly SettledRecipient[]): Promise<void[]> {
    const pausedIds = await this.ledger.settle(batch);
    for (const broadcastId of pausedIds) {
      this.logger.warn({ msg: 'a broadcast was paused: too many failures of one kind in a row', broadcastId });
    }
    return batch.map(() => undefined);
  }
}
