import { stat } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { type Clock } from '../common/clock';
import { withAudioFile } from './audio-file';
import { chooseEngines, type EngineChoice, type Recording } from './engine-choice';
import { type EngineHealth } from './engine-health';
import { withinJobLimits } from './job-limits';
import { type Transcript, type TranscriptionEngine, type TranscriptionRequest } from './transcription-engine';
import {
  type NoEngineReason,
  NoEngineSuitable,
  TranscriptionError,
  TranscriptionTimedOut,
} from './transcription.errors';

/** A first engine that hangs must leave the next one time to do the work. Share of what is left until the deadline. */
const SHARE_WHEN_OTHERS_FOLLOW = 0.6;

/**
 * Has a recording transcribed by the engine that suits it best, and by the next when that one fails. `engines` come in
 * the operator's order of preference; which of them exist at all was decided by the settings.
 */
export class TranscriptionRouter {
  private readonly logger = new Logger(TranscriptionRouter.name);

  constructor(
    private readonly engines: readonly TranscriptionEngine[],
    private readonly health: EngineHealth,
    private readonly clock: Clock,
  ) {}

  /**
   * Rejects with a `TranscriptionError`: `NoEngineSuitable` when none takes such a recording, otherwise what the last
   * engine asked said. Progress begins anew when another engine takes over, so it is passed on only where it grows.
   */
  transcribe(request: TranscriptionRequest): Promise<Transcript> {
    return withinJobLimits(request, this.clock, (signal) =>
      // A stream can be read once; a second engine needs it again.
      withAudioFile(request.audio, signal, (path) =>
        this.tryInTurn({ ...request, audio: { path }, signal, onProgress: onlyForward(request.onProgress) }, path),
      ),
    );
  }

  /** Why no engine would take such a recording; `null` when one would. */
  objectionTo(recording: Recording): NoEngineReason | null {
    const choice = this.choose(recording);
    return choice.kind === 'none' ? choice.reason : null;
  }

  /** Ends every engine. Safe to call twice. */
  async close(): Promise<void> {
    await Promise.all(this.engines.map((engine) => engine.close()));
  }

  private async tryInTurn(request: TranscriptionRequest, path: string): Promise<Transcript> {
    const queue = await this.enginesFor(request, path);
    let failure: unknown = new NoEngineSuitable('none-configured');
    for (const [index, engine] of queue.entries()) {
      const othersFollow = index < queue.length - 1;
      try {
        return await this.attempt(engine, request, othersFollow);
      } catch (error) {
        failure = error;
        if (!othersFollow || !this.mayTryNext(error, request)) break;
        this.logger.warn({ msg: 'engine failed, asking the next', engine: engine.id, code: error.code });
      }
    }
    throw failure;
  }

  private attempt(engine: TranscriptionEngine, request: TranscriptionRequest, othersFollow: boolean) {
    const now = this.clock.now();
    const share = othersFollow ? SHARE_WHEN_OTHERS_FOLLOW : 1;
    const deadline = now + (request.deadline - now) * share;
    return this.health.execute(engine.id, () => engine.transcribe({ ...request, deadline }));
  }

  private mayTryNext(error: unknown, request: TranscriptionRequest): error is TranscriptionError {
    if (!(error instanceof TranscriptionError) || request.signal.aborted) return false;
    const isOutOfTime = error instanceof TranscriptionTimedOut && this.clock.now() >= request.deadline;
    return error.anotherEngineMayHelp && !isOutOfTime;
  }

  private async enginesFor(request: TranscriptionRequest, path: string): Promise<TranscriptionEngine[]> {
    const { size: sizeBytes } = await stat(path);
    const choice = this.choose({ ...request, sizeBytes });
    if (choice.kind === 'none') throw new NoEngineSuitable(choice.reason);
    return choice.ids.flatMap((id) => this.engines.filter((engine) => engine.id === id));
  }

  private choose(recording: Recording): EngineChoice {
    const candidates = this.engines.map((engine) => ({
      id: engine.id,
      capabilities: engine.capabilities,
      isPaused: this.health.isPaused(engine.id),
    }));
    return chooseEngines(candidates, recording);
  }
}

function onlyForward(onProgress: TranscriptionRequest['onProgress']): TranscriptionRequest['onProgress'] {
  let furthest = 0;
  return (processedSeconds, totalSeconds) => {
    if (processedSeconds <= furthest) return;
    furthest = processedSeconds;
    onProgress?.(processedSeconds, totalSeconds);
  };
}
