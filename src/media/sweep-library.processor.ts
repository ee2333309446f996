import { JobProcessor, Processes } from '../queue';
import { MediaSweepService } from './media-sweep.service';
import { sweepLibraryJob } from './media.jobs';

@Processes(sweepLibraryJob)
export class SweepLibraryProcessor extends JobProcessor<{ revision: number }> {
  readonly job = sweepLibraryJob;

  constructor(private readonly sweep: MediaSweepService) {
    super();
  }

  async process({ revision }: { revision: number }): Promise<void> {
    await this.sweep.step(revision);
  }
}
