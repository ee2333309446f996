import { type JobContext, JobProcessor, Processes } from '../queue';
import { MediaProcessingService } from './media-processing.service';
import type { ProcessingRequest } from './media-processing.repository';
import { processMediaJob } from './media.jobs';

@Processes(processMediaJob)
export class ProcessMediaProcessor extends JobProcessor<ProcessingRequest> {
  readonly job = processMediaJob;

  constructor(private readonly processing: MediaProcessingService) {
    super();
  }

  async process(request: ProcessingRequest, context: JobContext): Promise<void> {
    await this.processing.process(request, context);
  }
}
