/** Who uses this room sees this file; the engines are here for those who try them without a chat. */
export { EngineHealth, type CreateEngineBreaker, type EngineBreaker } from './engine-health';
export { findExecutable } from './engines/local/find-executable';
export { LocalEngine } from './engines/local/local.engine';
export { OpenAiEngine } from './engines/openai/openai.engine';
export { findModelFolder } from './models/speech-model';
export type { EnginePace } from './progress/learned-pace.repository';
export { QueuePositionsService } from './queue-positions.service';
export { isOver, requestStates, type RequestState } from './queue/request-state';
export { voiceKinds, type VoiceKind, type VoiceMessage } from './queue/voice-request';
export * from './transcription-config';
export * from './transcription-engine';
export { TranscriptionRouter } from './transcription-router';
export * from './transcription.errors';
export { TranscriptionModule } from './transcription.module';
export {
  MAX_OPEN_PER_USER,
  TranscriptionService,
  type Asking,
  type Canceller,
  type Cancelling,
  type QueueEntry,
  type Refusal,
} from './transcription.service';
export { TranscriptionUpkeepService } from './transcription-upkeep.service';
export {
  UsageStatistics,
  type EngineRecord,
  type EngineUsage,
  type UsageDay,
  type UsageFilter,
  type UsageRecord,
} from './usage-statistics';
