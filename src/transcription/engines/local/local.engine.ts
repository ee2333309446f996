import { type Clock, SystemClock } from '../../../common/clock';
import { untilAborted } from '../../../resilience';
import { withAudioFile } from '../../audio-file';
import { withinJobLimits } from '../../job-limits';
import { readSpeechModel, type SpeechModel } from '../../models/speech-model';
import { type LocalEngineConfig } from '../../transcription-config';
import {
  type EngineCapabilities,
  type Transcript,
  TranscriptionEngine,
  type TranscriptionRequest,
} from '../../transcription-engine';
import { EngineBusy, EngineFailed, EngineMisconfigured, SpeechNotUnderstood } from '../../transcription.errors';
import { type RecognizerResult } from './local-protocol';
import { RecognizerProcess } from './recognizer-process';

const ID = 'local';
const DECODED_HERE = ['audio/ogg', 'audio/opus', 'application/ogg'];
const DECODED_BY_FFMPEG = [
  ...['audio/mpeg', 'audio/mp3', 'audio/mp4', 'audio/m4a', 'audio/x-m4a', 'audio/aac', 'audio/wav', 'audio/x-wav'],
  ...['audio/flac', 'audio/x-flac', 'audio/webm', 'audio/amr', 'video/mp4', 'video/webm', 'video/quicktime'],
];
/** Seconds of speech from which "no words at all" means that the model does not know the language. */
const ENOUGH_SPEECH_SECONDS = 1;

/**
 * Speech to text on this machine, in processes of its own that are kept warm, killed when a job must stop, and
 * replaced when they die. Recordings never leave the machine.
 */
export class LocalEngine extends TranscriptionEngine {
  readonly id = ID;
  readonly model: string;
  readonly capabilities: EngineCapabilities;
  private readonly speechModel: SpeechModel;
  private readonly running = new Set<RecognizerProcess>();
  private readonly idle = new Map<RecognizerProcess, NodeJS.Timeout | null>();
  private isClosed = false;
  private taken = 0;
  /** Takes a place meanwhile; never rejects. */
  private warming: Promise<unknown> | null = null;

  /** Throws `EngineMisconfigured` when there is no model, or its manifest is wrong. Starts nothing yet. */
  constructor(
    private readonly config: LocalEngineConfig,
    private readonly clock: Clock = new SystemClock(),
  ) {
    super();
    if (config.modelFolder === null) {
      throw new EngineMisconfigured(ID, 'no speech model is there; fetch one with "npm run speech:model -- tiny"');
    }
    this.speechModel = readSpeechModel(config.modelFolder);
    this.model = this.speechModel.name;
    this.capabilities = {
      languages: this.speechModel.languages,
      timestamps: 'segments',
      encodings: config.ffmpegPath === null ? DECODED_HERE : [...DECODED_HERE, ...DECODED_BY_FFMPEG],
      maxAudioSeconds: null,
      maxAudioBytes: null,
      reportsProgress: true,
    };
  }

  /** Loads a recogniser ahead of the first recording. Rejects with `EngineMisconfigured` when the model is unusable. */
  async warmUp(): Promise<void> {
    if (this.idle.size > 0 || this.taken >= this.config.places) return;
    const warming = this.inFreePlace(async () => this.keepWarm(await this.launch(new AbortController().signal)));
    this.warming = warming.catch(() => undefined).finally(() => (this.warming = null));
    await warming;
  }

  /** Ids of the processes that exist now, for health reports. */
  get processIds(): number[] {
    return [...this.running].flatMap((recognizer) => recognizer.pid ?? []);
  }

  override transcribe(request: TranscriptionRequest): Promise<Transcript> {
    return withinJobLimits(request, this.clock, async (signal) => {
      if (this.warming && this.taken >= this.config.places) await untilAborted(this.warming, signal);
      signal.throwIfAborted();
      return this.inFreePlace(() =>
        withAudioFile(request.audio, signal, async (path) => this.toTranscript(await this.work(path, request, signal))),
      );
    });
  }

  /** What is being worked rejects with `EngineFailed`. */
  override async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([...this.running].map((recognizer) => recognizer.kill()));
  }

  private async inFreePlace<T>(work: () => Promise<T>): Promise<T> {
    if (this.taken >= this.config.places) throw new EngineBusy(ID);
    this.taken += 1;
    try {
      return await work();
    } finally {
      this.taken -= 1;
    }
  }

  private async work(path: string, request: TranscriptionRequest, signal: AbortSignal): Promise<RecognizerResult> {
    const recognizer = this.takeIdle() ?? (await this.launch(signal));
    const { durationSeconds, maxAudioSeconds = null, onProgress } = request;
    let furthest = 0;
    try {
      return await recognizer.transcribe({ path, durationSeconds, maxAudioSeconds }, signal, (processedSeconds) => {
        furthest = Math.max(furthest, processedSeconds);
        onProgress?.(furthest, durationSeconds);
      });
    } finally {
      if (recognizer.isAlive) this.keepWarm(recognizer);
    }
  }

  private toTranscript(result: RecognizerResult): Transcript {
    const { segments, audioSeconds, processingMs } = result;
    const noSpeech = segments.length === 0;
    if (noSpeech && result.speechSeconds >= ENOUGH_SPEECH_SECONDS) throw new SpeechNotUnderstood();
    const { languages } = this.speechModel;
    return {
      text: segments.map((segment) => segment.text).join(' '),
      segments,
      language: languages !== 'any' && languages.length === 1 ? (languages[0] ?? null) : null,
      audioSeconds,
      processingMs,
      engine: ID,
      model: this.model,
      noSpeech,
    };
  }

  private async launch(signal: AbortSignal): Promise<RecognizerProcess> {
    if (this.isClosed) throw new EngineFailed(ID, 'the engine is closed');
    const recognizer = new RecognizerProcess(this.config);
    this.running.add(recognizer);
    void recognizer.gone.then(() => {
      this.running.delete(recognizer);
      this.forgetIdle(recognizer);
    });
    await recognizer.load(this.speechModel, signal);
    return recognizer;
  }

  private takeIdle(): RecognizerProcess | undefined {
    for (const recognizer of this.idle.keys()) {
      this.forgetIdle(recognizer);
      if (recognizer.isAlive) return recognizer;
    }
    return undefined;
  }

  private keepWarm(recognizer: RecognizerProcess): void {
    const { idleShutdownMs } = this.config;
    const timer = idleShutdownMs === null ? null : setTimeout(() => void recognizer.kill(), idleShutdownMs);
    this.idle.set(recognizer, timer);
  }

  private forgetIdle(recognizer: RecognizerProcess): void {
    clearTimeout(this.idle.get(recognizer) ?? undefined);
    this.idle.delete(recognizer);
  }
}
