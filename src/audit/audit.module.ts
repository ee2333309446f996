import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditEntryEntity } from './audit-entry.entity';
import { AuditLog } from './audit-log';
import { AuditTrail } from './audit-trail';

/**
 * The room that remembers who changed what, before and after. What counts as a change is decided by the feature that makes
 * it; what people do for themselves, and what the application does by itself, is not written down here.
 */
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntryEntity])],
  providers: [AuditTrail, AuditLog],
  exports: [AuditTrail, AuditLog],
})
export class AuditModule {}
