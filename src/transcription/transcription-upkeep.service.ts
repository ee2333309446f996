import { Injectable } from '@nestjs/common';
import { JobDispatcher } from '../queue/job-dispatcher';
import { Places } from './queue/places';
import { RunRepository } from './queue/run.repository';
import { TranscriptionRunService } from './transcription-run.service';
import { transcribeJob } from './transcription.jobs';

/** What schedulers call: safe at any time, in any process, again. */
@Injectable()
export class TranscriptionUpkeepService {
  constructor(
    private readonly places: Places,
    private readonly repository: RunRepository,
    private readonly runs: TranscriptionRunService,
    private readonly jobs: JobDispatcher,
  ) {}

  /**
   * Puts what a dead process was working back into the line, and gives who is next a turn when the job that should have
   * done so is lost. Answers how many turns were given.
   */
  async redispatchLost(): Promise<number> {
    if ((await this.clearDeserted()) > 0) {
      await this.runs.callNext();
      return 1;
    }
    const turn = await this.repository.callLost(this.places.count);
    if (turn) await this.jobs.dispatch(transcribeJob, turn, { urgency: 'interactive' });
    return turn ? 1 : 0;
  }

  /** A place that is marked as taken although its lease is free was somebody's who died. */
  private async clearDeserted(): Promise<number> {
    let returned = 0;
    for (const number of await this.repository.listTakenPlaces()) {
      const place = await this.places.take(number);
      if (!place) continue;
      try {
        returned += await this.repository.clearPlace(number);
      } finally {
        await place.lease.release();
      }
    }
    return returned;
  }
}
