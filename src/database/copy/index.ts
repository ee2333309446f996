export { CopyRefused } from './copy-database.errors';
export type { TableCopied } from './copy-database';
export { moveDatabase } from './move-database';
