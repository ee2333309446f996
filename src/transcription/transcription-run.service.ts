import { Injectable, Logger } from '@nestjs/common';
import { AppError } from '../common/app-error';
import { Clock } from '../common/clock';
import { AppConfig } from '../config';
import { JobDispatcher } from '../queue/job-dispatcher';
import { JobTimedOut } from '../queue/job-run';
import { pause, RetryPolicies, type RetryPolicy } from '../resilience';
import { ChatUnreachable, TelegramRejected } from '../telegram/telegram-errors';
import { UserService } from '../users';
import { LearnedPaceRepository } from './progress/learned-pace.repository';
import { Places } from './queue/places';
import { RunRepository, type Run } from './queue/run.repository';
import type { LiveRequest } from './queue/voice-request';
import { RecordingListener } from './recording-listener';
import { RunWatch } from './status/run-watch';
import { StatusMessages } from './status/status-messages';
import { TranscriptDelivery } from './status/transcript-delivery';
import { transcribeJob } from './transcription.jobs';
import type { Transcript } from './transcription-engine';
import { TranscriptionMetrics } from './transcription.metrics';
import { AudioIncomplete, TranscriptionInterrupted } from './transcription.errors';

/** A recording whose runs end without a word, over and over, may be what ends them. */
const MOST_RUNS = 10;
const PAUSES = { firstMs: 1_000, longestMs: 15_000 };

/**
 * Works the line: takes who waited longest, has the recording transcribed, and tells everybody who waits for it. The text
 * is in this process's memory only; when the process dies before everybody was told, the recording is worked again.
 */
@Injectable()
export class TranscriptionRunService {
  private readonly logger = new Logger(TranscriptionRunService.name);
  private readonly retry: RetryPolicy;

  constructor(
    private readonly places: Places,
    private readonly runs: RunRepository,
    private readonly listener: RecordingListener,
    private readonly messages: StatusMessages,
    private readonly delivery: TranscriptDelivery,
    private readonly paces: LearnedPaceRepository,
    private readonly users: UserService,
    private readonly jobs: JobDispatcher,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly metrics: TranscriptionMetrics,
    retries: RetryPolicies,
  ) {
    const { attempts, backoffBase: base } = config.jobs;
    this.retry = retries.create('transcription', { attempts, base, ...PAUSES });
  }

  /** One turn: nothing happens when no place is free or nobody waits. Throws when the run was put back into the line. */
  async takeTurn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const place = await this.places.takeFree();
    // Whoever has the places calls the next in line when leaving one.
    if (!place) return;
    try {
      const run = await this.runs.claimNext(place.number);
      if (!run) return;
      await this.carryOut(run, AbortSignal.any([signal, place.lease.lost]));
    } finally {
      await place.lease.release();
    }
    await this.callNext();
  }

  /** Sees to it that who is next in line gets a turn. */
  async callNext(): Promise<void> {
    const turn = await this.runs.callNext();
    if (turn) await this.jobs.dispatch(transcribeJob, turn, { urgency: 'interactive' });
  }

  private async carryOut(run: Run, signal: AbortSignal): Promise<void> {
    const startedAtMs = this.clock.now();
    const { realTimeFactor } = await this.paces.current();
    const watch = new RunWatch(
      { claim: run.claim, durationSeconds: run.durationSeconds, realTimeFactor },
      {
        runs: this.runs,
        messages: this.messages,
        clock: this.clock,
        endCancelled: (request) => this.cancel(run, request, signal),
      },
    );
    let transcript: Transcript;
    try {
      const ended = AbortSignal.any([signal, watch.deserted]);
      transcript = await this.listenPatiently(run, watch, ended).finally(() => watch.stop());
    } catch (error) {
      if (watch.deserted.aborted && !signal.aborted) return;
      return this.handingBackOnFailure(run, signal, () => this.explain(run, error, signal));
    }
    await this.handingBackOnFailure(run, signal, () => this.handOut(run, transcript, signal));
    this.metrics.transcribed(transcript);
    const { engine, model, audioSeconds, processingMs } = transcript;
    const totalMs = this.clock.now() - startedAtMs;
    await this.paces.learn({ engine, model }, { audioSeconds, processingMs, totalMs });
    this.logger.log({ msg: 'a recording was transcribed', engine, model, audioSeconds, processingMs, totalMs });
  }

  /** Attempts that failed for a reason that may pass are repeated, all within the one `TRANSCRIPTION_TIMEOUT`. */
  private async listenPatiently(run: Run, watch: RunWatch, signal: AbortSignal): Promise<Transcript> {
    if (run.attempts >= MOST_RUNS) throw new TranscriptionInterrupted();
    const deadline = this.clock.now() + this.config.speech.timeoutMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.listener.listen(run, { deadline, signal, onProgress: (seconds) => watch.report(seconds) });
      } catch (error) {
        signal.throwIfAborted();
        const waitMs = this.pauseAfter(attempt, error);
        if (waitMs === null || this.clock.now() + waitMs >= deadline) throw error;
        this.logger.warn({ msg: 'a recording is tried again', attempt, waitMs, err: error });
        await pause(waitMs, signal);
      }
    }
  }

  private pauseAfter(attempt: number, error: unknown): number | null {
    // What Telegram has of a recording seldom grows: one more look is enough.
    const isHopeless = !mayPass(error) || (error instanceof AudioIncomplete && attempt > 1);
    if (!isHopeless) return this.retry.pauseAfter(attempt, error);
    this.retry.noteGivenUp();
    return null;
  }

  private async handOut(run: Run, transcript: Transcript, signal: AbortSignal): Promise<void> {
    await this.runs.move(run.claim, 'delivering');
    await this.forEverybody(run, signal, async (request) => {
      if (request.cancelAsked) return this.cancel(run, request, signal);
      await this.delivery.deliver(run.claim, request, transcript, signal);
      await this.runs.finish(run.claim, request.id, transcript);
    });
  }

  private async explain(run: Run, error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.logger.warn({ msg: 'a recording could not be transcribed', attempts: run.attempts, err: error });
    this.metrics.failed();
    const code = error instanceof AppError ? error.code : 'unexpected';
    await this.forEverybody(run, signal, async (request) => {
      await this.delivery.explain(request, error, signal);
      await this.runs.end(run.claim, request.id, 'failed', code);
    });
  }

  /** Whoever could not be told, because the process stops or Telegram is away for long, keeps their place in line. */
  private async handingBackOnFailure(run: Run, signal: AbortSignal, tell: () => Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (error) {
      // A stopping process says nothing about the recording. What the queue cut off has had its time, and counts.
      const isCounted = !signal.aborted || signal.reason instanceof JobTimedOut;
      await this.runs.handBack(run.claim, { isCounted });
      throw error;
    }
  }

  /** Also for those who came while the others were told. */
  private async forEverybody(
    run: Run,
    signal: AbortSignal,
    tell: (request: LiveRequest) => Promise<void>,
  ): Promise<void> {
    for (;;) {
      const audience = await this.runs.listAudience(run.claim);
      if (audience.length === 0) return;
      for (const request of audience) {
        signal.throwIfAborted();
        await tell(request).catch((error: unknown) => this.noteUntold(run, request, error));
      }
    }
  }

  /** Who can't be told stands in nobody's way. */
  private async noteUntold(run: Run, request: LiveRequest, error: unknown): Promise<void> {
    if (!(error instanceof ChatUnreachable || error instanceof TelegramRejected)) throw error;
    this.logger.warn({ msg: 'the outcome of a transcription could not be told', requestId: request.id, err: error });
    await this.runs.end(run.claim, request.id, 'failed', error.code);
    if (error instanceof ChatUnreachable && request.chatId === request.userId) {
      await this.users.markUnreachable(request.userId, error.reason);
    }
  }

  private async cancel(run: Run, request: LiveRequest, signal: AbortSignal): Promise<void> {
    await this.delivery
      .confirmCancelled(request, signal)
      .catch((error: unknown) => this.noteUntold(run, request, error));
    await this.runs.end(run.claim, request.id, 'cancelled', null);
  }
}

const mayPass = (error: unknown): boolean => error instanceof AppError && error.retryable;
