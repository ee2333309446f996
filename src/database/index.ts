export { bigintColumn, telegramIdColumn } from './bigint-column';
export type { ConnectionTarget } from './connection-target';
export { Database } from './database';
export { DatabaseUnavailable, isUniqueViolation } from './database-errors';
export { DatabaseModule } from './database.module';
export { DatabaseStatistics } from './database-statistics';
export { DatabaseServer, DatabaseUnreachable, openDatabaseServer } from './database-server';
export { DurableBatcher, type DurableBatcherOptions } from './durable-batcher';
export { EmbeddedDatabaseError } from './embedded/embedded-database.errors';
export {
  DEEPEST_ROW,
  EXACT_TOTAL,
  likeText,
  type ListCondition,
  type Listed,
  Listing,
  type ListRequest,
  type Page,
  when,
} from './listing';
export { MicroBatcher, type MicroBatcherOptions } from './micro-batcher';
export { UnitOfWork } from './unit-of-work';
