import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work';
import { JobDispatcher } from '../queue';
import { MediaProcessingRepository, type ProcessingRequest } from './media-processing.repository';
import { MediaSettingsRepository, type Sweep } from './media-settings.repository';
import { processMediaJob, sweepLibraryJob } from './media.jobs';

const STEP_SIZE = 100;
/** While so many files are unfinished the run waits, so that new uploads never queue behind the whole library. */
const MAX_UNFINISHED = 200;
const PAUSE_MS = 10_000;

interface SweepStep {
  requests: ProcessingRequest[];
  /** `null`: the run has ended, or this step was made before. */
  next: Sweep | null;
  delayMs: number;
}

/** Processes the whole library again, step by step in the background. How far it is stands in the database. */
@Injectable()
export class MediaSweepService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly settings: MediaSettingsRepository,
    private readonly processing: MediaProcessingRepository,
    private readonly jobs: JobDispatcher,
  ) {}

  /**
   * Begins a run, for example after a new default thumbnail; one that is on its way begins anew. Every file keeps
   * serving its present copy until the new one is there. Answers how many files it concerns.
   */
  async reprocessAll(): Promise<number> {
    const files = await this.processing.countReprocessable();
    if (files > 0) await this.dispatch(await this.settings.beginSweep());
    return files;
  }

  /** The work of one step. Safe to run again: a step that was made is void. */
  async step(revision: number): Promise<void> {
    const { requests, next, delayMs } = await this.unitOfWork.run(() => this.takeStep(revision));
    await this.jobs.dispatchAll(processMediaJob, requests);
    await this.dispatch(next, delayMs);
  }

  private async takeStep(revision: number): Promise<SweepStep> {
    const sweep = await this.settings.takeSweep(revision);
    if (!sweep) return { requests: [], next: null, delayMs: 0 };
    if ((await this.processing.countUnfinished()) >= MAX_UNFINISHED) {
      const next = await this.settings.advanceSweep(revision, sweep.afterId);
      return { requests: [], next, delayMs: PAUSE_MS };
    }
    const { requests, lastId } = await this.processing.requestNextAgain(sweep.afterId, STEP_SIZE);
    return { requests, next: await this.settings.advanceSweep(revision, lastId), delayMs: 0 };
  }

  /** Takes up a run that has lost its job. Answers whether there was one. */
  async redispatchLost(): Promise<boolean> {
    const lost = await this.settings.takeUpLostSweep();
    await this.dispatch(lost);
    return lost !== null;
  }

  private async dispatch(sweep: Sweep | null, delayMs = 0): Promise<void> {
    if (sweep) await this.jobs.dispatch(sweepLibraryJob, { revision: sweep.revision }, { delayMs });
  }
}
