import { Injectable } from '@nestjs/common';
import { OrdersUpkeepService } from '../../orders';
import { ScheduledTask } from '../scheduled-task';

/** Removes from the media store what downloads of killed processes have left half way. */
@Injectable()
export class RemoveUnfinishedMediaTask extends ScheduledTask {
  readonly id = 'remove-unfinished-media';
  readonly everyMs = 60_000;
  readonly timeoutMs = 30_000;

  constructor(private readonly upkeep: OrdersUpkeepService) {
    super();
  }

  async run(): Promise<{ removed: number }> {
    return { removed: await this.upkeep.removeUnfinished() };
  }
}
