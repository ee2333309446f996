import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ScheduleRun } from './schedule-run.entity';
import { ScheduleRunRepository } from './schedule-run.repository';
import { Scheduler } from './scheduler';
import { SchedulesHealth } from './schedules.health';
import { TaskRunner } from './task-runner';
import { PruneRateWindowsTask } from './tasks/prune-rate-windows.task';
import { PruneSessionsTask } from './tasks/prune-sessions.task';

/**
 * The clock edge: what is done now and then, one file per task in `tasks/`. A task decides nothing; it calls one
 * service method of a room below.
 */
@Module({
  imports: [DiscoveryModule, TypeOrmModule.forFeature([ScheduleRun])],
  providers: [ScheduleRunRepository, TaskRunner, Scheduler, SchedulesHealth, PruneSessionsTask, PruneRateWindowsTask],
})
export class SchedulesModule {}
