import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { HealthSnapshots } from '../../observability';
import { ScheduledTask } from '../scheduled-task';

const KEPT_MS = 7 * 24 * 3_600_000;

/** Writes down every minute how the application does, and forgets it after a week. */
@Injectable()
export class SnapshotHealthTask extends ScheduledTask {
  readonly id = 'snapshot-health';
  readonly everyMs = 60_000;
  readonly timeoutMs = 15_000;

  constructor(
    private readonly snapshots: HealthSnapshots,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<{ processes: number; removed: number }> {
    const processes = await this.snapshots.take();
    return { processes, removed: await this.snapshots.prune(new Date(this.clock.now() - KEPT_MS)) };
  }
}
