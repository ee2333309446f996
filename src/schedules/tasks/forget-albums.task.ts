import { Injectable } from '@nestjs/common';
import { BroadcastUpkeepService } from '../../broadcast';
import { ScheduledTask } from '../scheduled-task';

/** Forgets which old messages were pieces of an album. */
@Injectable()
export class ForgetAlbumsTask extends ScheduledTask {
  readonly id = 'forget-albums';
  readonly everyMs = 24 * 3_600_000;
  readonly timeoutMs = 60_000;

  constructor(private readonly upkeep: BroadcastUpkeepService) {
    super();
  }

  async run(): Promise<{ forgotten: number }> {
    return { forgotten: await this.upkeep.forgetOldAlbums() };
  }
}
