import { JobProcessor, type JobContext } from '../queue/job-processor';
import { Processes } from '../queue/processes.decorator';
import type { TurnRequest } from './queue/voice-request';
import { transcribeJob } from './transcription.jobs';
import { TranscriptionRunService } from './transcription-run.service';

/** Runs `transcription.transcribe`. */
@Processes(transcribeJob)
export class TranscriptionProcessor extends JobProcessor<TurnRequest> {
  readonly job = transcribeJob;

  constructor(private readonly runs: TranscriptionRunService) {
    super();
  }

  async process(_turn: TurnRequest, { signal }: JobContext): Promise<void> {
    await this.runs.takeTurn(signal);
  }
}
