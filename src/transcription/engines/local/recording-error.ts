import {
  AudioFormatUnsupported,
  AudioIncomplete,
  AudioTooLong,
  AudioTrackMissing,
  AudioUnreadable,
  EngineFailed,
  type TranscriptionError,
} from '../../transcription.errors';
import { type RecognizerFailure } from './local-protocol';

/** What the recogniser process reported, as the error that the rest of the application knows. */
export function toRecordingError(failure: RecognizerFailure): TranscriptionError {
  switch (failure.case) {
    case 'unreadable':
      return new AudioUnreadable();
    case 'format-unsupported':
      return new AudioFormatUnsupported(failure.format);
    case 'track-missing':
      return new AudioTrackMissing();
    case 'incomplete':
      return new AudioIncomplete(failure.claimedSeconds, failure.actualSeconds);
    case 'too-long':
      return new AudioTooLong(failure.limitSeconds);
    case 'internal':
      return new EngineFailed('local', failure.detail);
  }
}
