import { type TranscriptionRequest } from '../../src/transcription';

/** A request for a file with half a minute to spare; whatever the test is about goes into `changes`. */
export function requestFor(path: string, changes: Partial<TranscriptionRequest> = {}): TranscriptionRequest {
  return {
    audio: { path },
    mimeType: 'audio/ogg',
    durationSeconds: null,
    signal: new AbortController().signal,
    deadline: Date.now() + 30_000,
    ...changes,
  };
}
