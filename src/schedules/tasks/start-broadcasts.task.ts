import { Injectable } from '@nestjs/common';
import { BroadcastUpkeepService } from '../../broadcast';
import { ScheduledTask } from '../scheduled-task';

/** Begins broadcasts whose hour has come. */
@Injectable()
export class StartBroadcastsTask extends ScheduledTask {
  readonly id = 'start-broadcasts';
  readonly everyMs = 5_000;
  readonly timeoutMs = 120_000;

  constructor(private readonly upkeep: BroadcastUpkeepService) {
    super();
  }

  run(): Promise<{ started: number; refused: number }> {
    return this.upkeep.startDue();
  }
}
