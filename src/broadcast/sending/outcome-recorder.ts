import { Injectable, Logger } from '@nestjs/common';
import { Counter } from 'prom-client';
import { DurableBatcher } from '../../database';
import type { SettledRecipient } from '../ledger/ledger-entry';
import { LedgerRepository } from '../ledger/ledger.repository';

const RETRY_MS = 500;

/**
 * Writes outcomes into the ledger, those of the same instant together. An outcome is all that is known of a message
 * that may have arrived, so it is kept and tried again until the database has it.
 */
@Injectable()
export class OutcomeRecorder {
  private readonly logger = new Logger(OutcomeRecorder.name);
  private readonly batcher = new DurableBatcher<SettledRecipient>((batch) => this.write(batch), {
    maxSize: 200,
    concurrency: 1,
    gatherMs: 10,
    retryMs: RETRY_MS,
    onFailure: ({ broadcastId }, error) => {
      this.logger.warn({ msg: 'an outcome could not be written yet', broadcastId, err: error });
    },
  });
  /** Of this process, for metrics. */
  readonly outcomes = new Counter({
    name: 'bellhop_broadcast_outcomes_total',
    help: 'Recipients by the outcome that was written for them; "queued" ones are tried again.',
    labelNames: ['status'],
    registers: [],
  });

  constructor(private readonly ledger: LedgerRepository) {}

  /** Resolves once it is written. Rejects only once `givenUp` is aborted. */
  record(settled: SettledRecipient, givenUp: AbortSignal): Promise<void> {
    return this.batcher.call(settled, givenUp);
  }

  private async write(batch: readonly SettledRecipient[]): Promise<void> {
    const pausedIds = await this.ledger.settle(batch);
    for (const { outcome } of batch) this.outcomes.inc({ status: outcome.status });
    for (const broadcastId of pausedIds) {
      this.logger.warn({ msg: 'a broadcast was paused: too many failures of one kind in a row', broadcastId });
    }
  }
}
