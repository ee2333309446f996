import { type Readable } from 'node:stream';

/** The recording: a file that stays where it is until the call is over, or a stream that is read once. */
export type AudioSource = { readonly path: string } | { readonly stream: Readable };

export interface TranscriptionRequest {
  readonly audio: AudioSource;
  /** As the sender's client states it (`audio/ogg`, `video/mp4`, …); engines look at the bytes before they believe it. */
  readonly mimeType: string;
  /** As claimed by the sender's client; `null` when unknown. A recording that turns out shorter is refused as incomplete. */
  readonly durationSeconds: number | null;
  /** What the recording may really hold, whatever it claims, give or take a second. Default: no limit but the deadline. */
  readonly maxAudioSeconds?: number;
  /** ISO 639-1 code of what is spoken, when somebody said so. Unset: the engine finds out, if it can. */
  readonly language?: string;
  /** Ends the work for real: when the promise rejects, nothing runs any more. */
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch after which the result is of no use; the work is ended then. */
  readonly deadline: number;
  /** Seconds of audio dealt with so far. Never goes back; not called at all by engines that can't tell. */
  readonly onProgress?: (processedSeconds: number, totalSeconds: number | null) => void;
}

export interface TranscriptSegment {
  /** Seconds from the beginning of the recording. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Transcript {
  /** Trimmed; empty exactly when `noSpeech`. */
  readonly text: string;
  /** In order, without overlap; empty when the engine gives no timestamps. */
  readonly segments: readonly TranscriptSegment[];
  /** ISO 639-1 code, or `null` when the engine does not say. */
  readonly language: string | null;
  readonly audioSeconds: number;
  /** Time spent on this recording, without waiting for a free place or loading a model. */
  readonly processingMs: number;
  /** Id of the engine that did it. */
  readonly engine: string;
  readonly model: string;
  /** Nobody speaks in the recording. */
  readonly noSpeech: boolean;
}

export interface EngineCapabilities {
  /** ISO 639-1 codes it understands, or `any`. */
  readonly languages: readonly string[] | 'any';
  readonly timestamps: 'segments' | 'none';
  /** Mime types it takes, without parameters. */
  readonly encodings: readonly string[];
  /** Longest recording, in seconds; `null` for no limit of its own. */
  readonly maxAudioSeconds: number | null;
  /** Biggest file, in bytes; `null` for no limit of its own. */
  readonly maxAudioBytes: number | null;
  /** Whether `onProgress` is called. */
  readonly reportsProgress: boolean;
}

/**
 * Turns speech into text. Adapters: a recogniser on this machine, and any server that speaks OpenAI's transcription
 * API. A call leaves nothing behind, however it ends, and the text is kept nowhere.
 */
export abstract class TranscriptionEngine {
  /** Stable and unique, for example `local`: used in settings, statistics and breaker names. */
  abstract readonly id: string;
  abstract readonly model: string;
  abstract readonly capabilities: EngineCapabilities;

  /** Rejects with a `TranscriptionError`, or with the audio stream's own error. Safe to call again with the same file. */
  abstract transcribe(request: TranscriptionRequest): Promise<Transcript>;

  /** Gives back what the engine holds and ends what it runs. Safe to call twice. */
  abstract close(): Promise<void>;
}
