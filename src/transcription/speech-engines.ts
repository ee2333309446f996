import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { AppConfig } from '../config';
import { CircuitBreakers } from '../resilience';
import { removeAudioLeftovers } from './audio-file';
import { createEngines } from './create-engines';
import { EngineHealth } from './engine-health';
import { findExecutable } from './engines/local/find-executable';
import { LocalEngine } from './engines/local/local.engine';
import { findModelFolder } from './models/speech-model';
import type { Recording } from './engine-choice';
import type { TranscriptionConfig } from './transcription-config';
import { type Transcript, type TranscriptionEngine, type TranscriptionRequest } from './transcription-engine';
import { TranscriptionRouter } from './transcription-router';
import type { NoEngineReason } from './transcription.errors';

/** A recogniser that had nothing to do for this long gives its memory back; the next recording waits a second for another. */
const IDLE_SHUTDOWN_MS = 15 * 60_000;

/** The engines of this process and the choice between them, from its start to its end. */
@Injectable()
export class SpeechEngines implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(SpeechEngines.name);
  private readonly engines: readonly TranscriptionEngine[];
  private readonly router: TranscriptionRouter;
  private warming: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    breakers: CircuitBreakers,
    clock: Clock,
  ) {
    this.engines = createEngines(engineConfig(config), clock);
    const health = new EngineHealth((name, isFailure) => breakers.create(name, isFailure), clock);
    this.router = new TranscriptionRouter(this.engines, health, clock);
  }

  /** Whether recordings are worked in this process; elsewhere its engines say nothing about what is possible. */
  get areUsedHere(): boolean {
    return this.config.server.roles.includes('worker');
  }

  /** Resolves when what is loaded ahead at the start is there, or has failed. */
  get warmedUp(): Promise<unknown> {
    return this.warming;
  }

  /** Ids and models, in order of preference. */
  list(): { id: string; model: string }[] {
    return this.engines.map(({ id, model }) => ({ id, model }));
  }

  /** Why no engine would take such a recording; `null` when one would. */
  objectionTo(recording: Recording): NoEngineReason | null {
    return this.router.objectionTo(recording);
  }

  /** See `TranscriptionRouter.transcribe`. */
  transcribe(request: TranscriptionRequest): Promise<Transcript> {
    return this.router.transcribe(request);
  }

  /** Clears what a killed process left and loads the recogniser, both behind the start. */
  onApplicationBootstrap(): void {
    if (!this.areUsedHere) return;
    removeAudioLeftovers().catch((error: unknown) =>
      this.logger.warn({ msg: 'recordings of a killed process could not be removed', err: error }),
    );
    this.warming = Promise.all(this.engines.map((engine) => this.warmUp(engine)));
  }

  private async warmUp(engine: TranscriptionEngine): Promise<void> {
    if (!(engine instanceof LocalEngine)) return;
    try {
      await engine.warmUp();
      this.logger.log({ msg: 'speech model loaded', model: engine.model });
    } catch (error) {
      this.logger.error({ msg: 'the speech model can not be used', err: error });
    }
  }

  /** After the workers have stopped: a recogniser that ends under a running job would look like a failure. */
  async onApplicationShutdown(): Promise<void> {
    await this.router.close();
  }
}

function engineConfig({ speech }: AppConfig): TranscriptionConfig {
  return {
    engine: speech.engine,
    local: {
      modelFolder: speech.ownModelFolder ?? findModelFolder(speech.modelDir),
      places: speech.maxConcurrentWorkers,
      threadsPerPlace: 1,
      idleShutdownMs: IDLE_SHUTDOWN_MS,
      ffmpegPath: findExecutable('ffmpeg', speech.searchPath),
    },
    openai: speech.openai,
  };
}
