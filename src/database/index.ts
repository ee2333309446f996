export { bigintColumn, telegramIdColumn } from './bigint-column';
export type { ConnectionTarget } from './connection-target';
export { Database } from './database';
export { DatabaseUnavailable, isUniqueViolation } from './database-errors';
export { DatabaseModule } from './database.module';
export { DatabaseServer, DatabaseUnreachable, openDatabaseServer } from './database-server';
export { EmbeddedDatabaseError } from './embedded/embedded-database.errors';
export { MicroBatcher, type MicroBatcherOptions } from './micro-batcher';
export { UnitOfWork } from './unit-of-work';
