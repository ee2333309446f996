import { type SpeechModel } from '../../models/speech-model';
import { type TranscriptSegment } from '../../transcription-engine';

/** What the two sides of a recogniser process say to each other. One recording at a time. */
export type ToRecognizer =
  | { type: 'load'; model: SpeechModel; threads: number; niceness: number; ffmpegPath: string | null }
  | { type: 'transcribe'; job: RecognizerJob };

export type FromRecognizer =
  | { type: 'ready' }
  | { type: 'load-failed'; detail: string }
  | { type: 'progress'; processedSeconds: number }
  | { type: 'done'; result: RecognizerResult }
  | { type: 'failed'; failure: RecognizerFailure };

export interface RecognizerJob {
  path: string;
  durationSeconds: number | null;
  maxAudioSeconds: number | null;
}

export interface RecognizerResult {
  segments: TranscriptSegment[];
  audioSeconds: number;
  /** Seconds of it in which somebody speaks. */
  speechSeconds: number;
  processingMs: number;
}

/** Failures that belong to the recording; anything else is the recogniser's own and travels as `internal`. */
export type RecognizerFailure =
  | { case: 'unreadable' }
  | { case: 'format-unsupported'; format: string }
  | { case: 'track-missing' }
  | { case: 'incomplete'; claimedSeconds: number; actualSeconds: number }
  | { case: 'too-long'; limitSeconds: number }
  | { case: 'internal'; detail: string };

/** Thrown inside the recogniser process where a recording can't be worked; carried to the other side as it is. */
export class RecordingRejected extends Error {
  constructor(readonly failure: RecognizerFailure) {
    super(failure.case);
    this.name = 'RecordingRejected';
  }
}
