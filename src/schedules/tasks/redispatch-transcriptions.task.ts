import { Injectable } from '@nestjs/common';
import { TranscriptionUpkeepService } from '../../transcription';
import { ScheduledTask } from '../scheduled-task';

/** Takes up transcriptions whose process died or whose job was lost. */
@Injectable()
export class RedispatchTranscriptionsTask extends ScheduledTask {
  readonly id = 'redispatch-transcriptions';
  readonly everyMs = 5_000;
  override readonly isDueWhenQueuesReturn = true;
  readonly timeoutMs = 30_000;

  constructor(private readonly upkeep: TranscriptionUpkeepService) {
    super();
  }

  async run(): Promise<{ dispatched: number }> {
    return { dispatched: await this.upkeep.redispatchLost() };
  }
}
