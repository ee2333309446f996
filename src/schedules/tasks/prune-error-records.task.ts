import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { ErrorRecords } from '../../observability';
import { ScheduledTask } from '../scheduled-task';

const KEPT_MS = 30 * 24 * 3_600_000;

/** Forgets kinds of failure that have not happened for a month. */
@Injectable()
export class PruneErrorRecordsTask extends ScheduledTask {
  readonly id = 'prune-error-records';
  readonly everyMs = 6 * 3_600_000;
  readonly timeoutMs = 60_000;

  constructor(
    private readonly records: ErrorRecords,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<{ removed: number }> {
    return { removed: await this.records.prune(new Date(this.clock.now() - KEPT_MS)) };
  }
}
