import { type TranscriptionRequest } from '../../src/transcription';

/** A request for a file with two minutes to spare; whatever the test is about goes into `changes`. */
export function requestFor(path: string, changes: Partial<TranscriptionRequest> = {}): TranscriptionRequest {
  return {
    audio: { path },
    mimeType: 'audio/ogg',
    durationSeconds: null,
    signal: new AbortController().signal,
    deadline: Date.now() + 120_000,
    ...changes,
  };
}
