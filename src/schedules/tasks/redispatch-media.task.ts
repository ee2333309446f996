import { Injectable } from '@nestjs/common';
import { MediaMaintenanceService } from '../../media';
import { ScheduledTask } from '../scheduled-task';

/** Takes up files and deliveries of the library whose job was lost, or whose process died. */
@Injectable()
export class RedispatchMediaTask extends ScheduledTask {
  readonly id = 'redispatch-media';
  readonly everyMs = 15_000;
  override readonly isDueWhenQueuesReturn = true;
  readonly timeoutMs = 60_000;

  constructor(private readonly maintenance: MediaMaintenanceService) {
    super();
  }

  async run(): Promise<{ dispatched: number }> {
    return { dispatched: await this.maintenance.redispatchLost() };
  }
}
