export { inLane } from './outbound/lane-context';
export { OutboundLanes, type LanesStatus } from './outbound/outbound-lanes';
export { OutboundObserver, type CallOutcome, type FinishedCall } from './outbound/outbound-observer';
export { OutboundTelegram, contextSpeakingThrough } from './outbound-telegram';
export * from './telegram-errors';
export * from './telegram-gateway';
export { TelegramModule } from './telegram.module';
export { UpdateSource, type PollRequest } from './update-source';
