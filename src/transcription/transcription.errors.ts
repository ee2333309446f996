import { AppError } from '../common/app-error';

interface TranscriptionErrorOptions {
  /** The part after `transcription.`; the text people read is `transcription.errors.<textKey>`. */
  code: string;
  textKey: string;
  params?: Record<string, string | number>;
  /** Whether the same engine may succeed with the same recording later. */
  retryable?: boolean;
  /** Whether it is worth asking another engine now. */
  anotherEngineMayHelp?: boolean;
  /** Whether it says that the engine is unwell, and so counts for its circuit breaker. */
  engineUnwell?: boolean;
  cause?: unknown;
}

/** Everything an engine or the router rejects with. */
export abstract class TranscriptionError extends AppError {
  readonly anotherEngineMayHelp: boolean;
  readonly engineUnwell: boolean;

  protected constructor(options: TranscriptionErrorOptions) {
    super({
      code: `transcription.${options.code}`,
      messageKey: `transcription.errors.${options.textKey}`,
      params: options.params,
      retryable: options.retryable,
      cause: options.cause,
    });
    this.anotherEngineMayHelp = options.anotherEngineMayHelp ?? false;
    this.engineUnwell = options.engineUnwell ?? false;
  }
}

// The job: somebody or something ended it.

/** The request's signal was aborted; `cause` is its reason. */
export class TranscriptionCancelled extends TranscriptionError {
  constructor(cause?: unknown) {
    super({ code: 'cancelled', textKey: 'cancelled', cause });
  }
}

/** The deadline passed and the work was ended. */
export class TranscriptionTimedOut extends TranscriptionError {
  constructor() {
    super({ code: 'timed-out', textKey: 'timedOut', anotherEngineMayHelp: true, engineUnwell: true });
  }
}

/** Its runs have ended without a word, time and again: the processes died under it. */
export class TranscriptionInterrupted extends TranscriptionError {
  constructor() {
    super({ code: 'interrupted', textKey: 'interrupted' });
  }
}

// The recording: no engine will do better with these bytes.

/** The bytes are no recording, or a broken one. */
export class AudioUnreadable extends TranscriptionError {
  constructor(cause?: unknown) {
    super({ code: 'audio-unreadable', textKey: 'audioUnreadable', cause });
  }
}

/** It ended before the length it claims. Retryable: fetching the file again may bring the rest. */
export class AudioIncomplete extends TranscriptionError {
  constructor(
    readonly claimedSeconds: number,
    readonly actualSeconds: number,
  ) {
    const params = { claimedSeconds: Math.round(claimedSeconds), actualSeconds: Math.round(actualSeconds) };
    super({ code: 'audio-incomplete', textKey: 'audioIncomplete', params, retryable: true });
  }
}

/** It holds more than allowed, whatever length it claimed. */
export class AudioTooLong extends TranscriptionError {
  constructor(readonly limitSeconds: number) {
    super({ code: 'audio-too-long', textKey: 'audioTooLong', params: { limitSeconds: Math.round(limitSeconds) } });
  }
}

/** The file is bigger than anything the engines take. */
export class AudioTooBig extends TranscriptionError {
  constructor(readonly limitBytes: number) {
    super({ code: 'audio-too-big', textKey: 'audioTooBig', params: { limitBytes } });
  }
}

/** A video that carries no sound. */
export class AudioTrackMissing extends TranscriptionError {
  constructor() {
    super({ code: 'audio-track-missing', textKey: 'audioTrackMissing' });
  }
}

// Between the two: this engine can't take this recording; another may.

/** This engine can't decode this kind of file (for the local one: ffmpeg is not installed). */
export class AudioFormatUnsupported extends TranscriptionError {
  constructor(readonly format: string) {
    super({
      code: 'audio-format-unsupported',
      textKey: 'audioFormatUnsupported',
      params: { format },
      anotherEngineMayHelp: true,
    });
  }
}

/** A server looked at the recording and refused it (HTTP 400, 413, 415, 422). */
export class AudioRefused extends TranscriptionError {
  constructor(
    readonly status: number,
    readonly reason: string | null,
  ) {
    super({ code: 'audio-refused', textKey: 'audioRefused', params: { status }, anotherEngineMayHelp: true });
  }
}

/** Somebody speaks, but no words came out: most likely a language the model does not know. */
export class SpeechNotUnderstood extends TranscriptionError {
  constructor() {
    super({ code: 'speech-not-understood', textKey: 'speechNotUnderstood', anotherEngineMayHelp: true });
  }
}

// The engine.

/** The engine can't work as it is set up (no model, wrong key, missing binary): only an operator can change that. */
export class EngineMisconfigured extends TranscriptionError {
  constructor(
    readonly engine: string,
    /** For the log: what is wrong and what to do. Holds no secret and nothing people said. */
    readonly detail: string,
    cause?: unknown,
  ) {
    super({
      code: 'engine-misconfigured',
      textKey: 'engineUnavailable',
      params: { engine },
      anotherEngineMayHelp: true,
      engineUnwell: true,
      cause,
    });
    this.message = `${this.code}: ${detail}`;
  }
}

/** The engine failed in a way that may pass: a crash, a network fault, HTTP 5xx, an answer that makes no sense. */
export class EngineFailed extends TranscriptionError {
  constructor(
    readonly engine: string,
    /** For the log: what happened. Holds no secret and nothing people said. */
    readonly detail: string,
    cause?: unknown,
  ) {
    super({
      code: 'engine-failed',
      textKey: 'engineUnavailable',
      params: { engine },
      retryable: true,
      anotherEngineMayHelp: true,
      engineUnwell: true,
      cause,
    });
    this.message = `${this.code}: ${detail}`;
  }
}

/** The server said 429. It is left alone for `retryAfterSeconds`. */
export class EngineRateLimited extends TranscriptionError {
  constructor(
    readonly engine: string,
    readonly retryAfterSeconds: number,
  ) {
    super({
      code: 'engine-rate-limited',
      textKey: 'engineBusy',
      params: { engine, seconds: Math.ceil(retryAfterSeconds) },
      retryable: true,
      anotherEngineMayHelp: true,
    });
  }
}

/** All its places are taken. */
export class EngineBusy extends TranscriptionError {
  constructor(readonly engine: string) {
    super({
      code: 'engine-busy',
      textKey: 'engineBusy',
      params: { engine, seconds: 10 },
      retryable: true,
      anotherEngineMayHelp: true,
    });
  }
}

/** The engine failed repeatedly, or asked for a pause, and is left in peace for a moment; it was not called. */
export class EngineResting extends TranscriptionError {
  constructor(readonly engine: string) {
    super({
      code: 'engine-resting',
      textKey: 'engineUnavailable',
      params: { engine },
      retryable: true,
      anotherEngineMayHelp: true,
    });
  }
}

// The router.

export type NoEngineReason = 'none-configured' | 'language' | 'length' | 'size' | 'format';

/** No engine takes such a request; `reason` is what stood in the way of the one that came closest. */
export class NoEngineSuitable extends TranscriptionError {
  constructor(readonly reason: NoEngineReason) {
    const textKeys: Record<NoEngineReason, string> = {
      'none-configured': 'engineUnavailable',
      language: 'languageUnsupported',
      length: 'noEngineForLength',
      size: 'noEngineForSize',
      format: 'audioFormatUnsupported',
    };
    super({ code: `no-engine-suitable.${reason}`, textKey: textKeys[reason] });
  }
}

// The request.

/** There is no such request, or it is somebody else's. */
export class RequestNotFound extends AppError {
  constructor(readonly requestId: number) {
    super({ code: 'transcription.request-not-found', messageKey: 'transcription.errors.requestNotFound' });
  }
}
