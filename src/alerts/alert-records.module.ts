import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AlertRow } from './alert.entity';
import { AlertRepository } from './alert.repository';

/** What is known of alerts, for whoever only reads it: the watch is not kept where this alone is imported. */
@Module({
  imports: [TypeOrmModule.forFeature([AlertRow])],
  providers: [AlertRepository],
  exports: [AlertRepository],
})
export class AlertRecordsModule {}
