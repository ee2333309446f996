export type {
  Broadcast,
  BroadcastAuthor,
  BroadcastButton,
  BroadcastChanges,
  BroadcastContent,
  BroadcastCounts,
  BroadcastDay,
  BroadcastDraft,
  BroadcastOptions,
  BroadcastPace,
  BroadcastPage,
  LedgerEntry,
  LedgerFilter,
  PauseReason,
  SendingPace,
} from './broadcast';
export type { AudienceChoice } from './audience/audience.repository';
export * from './broadcast.errors';
export { BroadcastModule } from './broadcast.module';
export { BroadcastService, type BroadcastPreview, type BroadcastReach } from './broadcast.service';
export {
  broadcastStatuses,
  type BroadcastStatus,
  type RecipientReason,
  recipientReasons,
  type RecipientStatus,
  recipientStatuses,
} from './broadcast-state';
export { BroadcastUpkeepService } from './broadcast-upkeep.service';
export { AlbumService } from './content/album.service';
export { readButtons } from './content/message-buttons';
export { plainTextOf } from './content/message-html';
export { LedgerService } from './ledger/ledger.service';
export { BroadcastReporter } from './reporting/broadcast-reporter';
