import { fork, type ChildProcess } from 'node:child_process';
import { extname, join } from 'node:path';
import { childEnvironment } from '../../../config/child-environment';
import { type LocalEngineConfig } from '../../transcription-config';
import { EngineFailed, EngineMisconfigured, TranscriptionError } from '../../transcription.errors';
import { type SpeechModel } from '../../models/speech-model';
import { type FromRecognizer, type RecognizerJob, type RecognizerResult, type ToRecognizer } from './local-protocol';
import { toRecordingError } from './recording-error';

/** Under the people-serving processes, above a machine's own idle work. */
const NICENESS = 10;
/** Bounds what JavaScript may hold in the child; the model and the decoder live outside of it. MB. */
const CHILD_HEAP_MB = 256;
/** Loading takes about a second; a machine that swaps may need much longer, but not this. */
const LOAD_TIMEOUT_MS = 60_000;
const KEPT_STDERR = 1_000;

// From source (tests, development) the child is TypeScript as well.
const extension = extname(__filename);
const CHILD_MODULE = join(__dirname, `local-engine.child${extension}`);
const LOADER = extension === '.ts' ? ['--import', 'tsx'] : [];

type Listener = (message: FromRecognizer) => void;

/** One loaded recogniser in a process of its own. It works one recording at a time and ends only by `kill`, or by dying. */
export class RecognizerProcess {
  /** Resolves when the process is gone, whatever ended it. */
  readonly gone: Promise<void>;
  private alive = true;
  private listener: Listener | null = null;
  private onDeath: ((error: EngineFailed) => void) | null = null;
  private stderrTail = '';

  private readonly child: ChildProcess;

  /** Starts the process; `load` must follow. */
  constructor(private readonly config: LocalEngineConfig) {
    this.child = fork(CHILD_MODULE, [], {
      execArgv: [...LOADER, `--max-old-space-size=${CHILD_HEAP_MB}`],
      env: childEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.gone = new Promise((resolve) => {
      this.child.once('exit', (code, signal) =>
        this.settleDeath(`ended with ${signal ?? `exit code ${code}`}`, resolve),
      );
      this.child.once('error', (error) => this.settleDeath(`could not be started: ${error.message}`, resolve));
    });
    this.child.on('message', (message: FromRecognizer) => this.listener?.(message));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderrTail = (this.stderrTail + text).slice(-KEPT_STDERR);
    });
  }

  /**
   * Verifies and loads the model. Rejects with `EngineMisconfigured` when it or the native binary is unusable, and with
   * the signal's reason when aborted; either way the process is gone then.
   */
  async load(model: SpeechModel, signal: AbortSignal): Promise<void> {
    const { threadsPerPlace: threads, ffmpegPath } = this.config;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LOAD_TIMEOUT_MS)]);
    try {
      await this.converse({ type: 'load', model, threads, niceness: NICENESS, ffmpegPath }, limit, (message) => {
        if (message.type === 'load-failed') throw new EngineMisconfigured('local', message.detail);
        return message.type === 'ready' ? true : undefined;
      });
    } catch (error) {
      if (!limit.aborted || signal.aborted) throw error;
      throw new EngineFailed('local', `the model was not loaded within ${LOAD_TIMEOUT_MS / 1000} s`);
    }
  }

  get isAlive(): boolean {
    return this.alive;
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /**
   * Works one recording. When aborted it kills the process, waits until it is gone, and rejects with the signal's
   * reason. After an `EngineFailed` the process is gone as well; after what is the recording's fault it is well.
   */
  transcribe(
    job: RecognizerJob,
    signal: AbortSignal,
    onProgress: (processedSeconds: number) => void,
  ): Promise<RecognizerResult> {
    return this.converse({ type: 'transcribe', job }, signal, (message) => {
      if (message.type === 'progress') onProgress(message.processedSeconds);
      if (message.type === 'done') return message.result;
      if (message.type === 'failed') throw toRecordingError(message.failure);
      return undefined;
    });
  }

  /** Resolves when the process is gone: nothing to ask it first, since a decode can't be interrupted. Safe to call twice. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }

  /** Says something and listens until `interpret` answers or throws. */
  private async converse<Answer>(
    say: ToRecognizer,
    signal: AbortSignal,
    interpret: (message: FromRecognizer) => Answer | undefined,
  ): Promise<Answer> {
    let abort: () => void = () => undefined;
    try {
      return await new Promise<Answer>((resolve, reject) => {
        abort = () => reject(reasonOf(signal));
        if (signal.aborted) return abort();
        signal.addEventListener('abort', abort, { once: true });
        this.onDeath = reject;
        if (!this.alive) return reject(this.death('is gone'));
        this.listener = (message) => {
          try {
            const answer = interpret(message);
            if (answer !== undefined) resolve(answer);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        // A failed send means a dying process; its exit is what rejects.
        this.child.send(say, () => undefined);
      });
    } catch (error) {
      // After a clear verdict on the recording the process is ready for the next; otherwise nobody knows what it is doing.
      const isVerdict = !signal.aborted && error instanceof TranscriptionError && !error.engineUnwell;
      if (!isVerdict) await this.kill();
      throw error;
    } finally {
      this.listener = null;
      this.onDeath = null;
      signal.removeEventListener('abort', abort);
    }
  }

  private settleDeath(what: string, resolve: () => void): void {
    this.alive = false;
    this.onDeath?.(this.death(what));
    resolve();
  }

  private death(what: string): EngineFailed {
    const complaint = this.stderrTail.trim();
    return new EngineFailed('local', `the recogniser process ${what}${complaint ? ` (it said: ${complaint})` : ''}`);
  }
}

function reasonOf(signal: AbortSignal): Error {
  return signal.reason instanceof Error ? signal.reason : new Error('aborted');
}
