export { type Actor, chatActor } from './actor';
export type { AuditedChange, AuditEntry, AuditValues } from './audit-entry';
export { AuditTrail } from './audit-trail';
export { AuditModule } from './audit.module';
