export { type Actor, chatActor } from './actor';
export type { AuditedChange, AuditEntry, AuditValues } from './audit-entry';
export { type AuditFilter, AuditLog } from './audit-log';
export { AuditTrail } from './audit-trail';
export { AuditModule } from './audit.module';
