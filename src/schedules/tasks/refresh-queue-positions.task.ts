import { Injectable } from '@nestjs/common';
import { QueuePositionsService } from '../../transcription';
import { ScheduledTask } from '../scheduled-task';

/** Keeps the places in line that people see true while the transcription queue moves. */
@Injectable()
export class RefreshQueuePositionsTask extends ScheduledTask {
  readonly id = 'refresh-queue-positions';
  readonly everyMs = 5_000;
  readonly timeoutMs = 15_000;

  constructor(private readonly positions: QueuePositionsService) {
    super();
  }

  async run(signal: AbortSignal): Promise<{ shown: number }> {
    return { shown: await this.positions.refresh(signal) };
  }
}
