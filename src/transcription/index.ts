/**
 * Transcription: speech to text behind one port, the choice between its engines, and what people are told meanwhile.
 * How messages are sent, queued or stored does not belong here.
 */
export { createEngines } from './create-engines';
export { EngineHealth, type CreateEngineBreaker, type EngineBreaker } from './engine-health';
export { findExecutable } from './engines/local/find-executable';
export { LocalEngine } from './engines/local/local.engine';
export { OpenAiEngine } from './engines/openai/openai.engine';
export { findModelFolder } from './models/speech-model';
export { BAR_BLOCKS, progressBar } from './progress/progress-bar';
export * from './progress/progress-policy';
export { RealTimeFactors, STARTING_REAL_TIME_FACTOR } from './progress/real-time-factors';
export { estimateWaitsMs, type QueueState } from './progress/wait-estimate';
export { MESSAGE_LIMIT, splitText } from './text/split-text';
export { renderSrt, renderTxt } from './text/transcript-files';
export * from './transcription-config';
export * from './transcription-engine';
export { TranscriptionRouter } from './transcription-router';
export * from './transcription.errors';
