import { JobProcessor, type JobContext } from '../../queue/job-processor';
import { Processes } from '../../queue/processes.decorator';
import { fetchMediaJob } from '../orders.jobs';
import { MediaFetchService } from './media-fetch.service';
import type { DownloadRequest } from './product-media';

/** Runs `orders.fetch-media`. */
@Processes(fetchMediaJob)
export class MediaFetchProcessor extends JobProcessor<DownloadRequest> {
  readonly job = fetchMediaJob;

  constructor(private readonly media: MediaFetchService) {
    super();
  }

  async process(request: DownloadRequest, { signal }: JobContext): Promise<void> {
    await this.media.fetch(request, signal);
  }
}
