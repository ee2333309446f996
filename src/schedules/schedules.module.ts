import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { InboxModule } from '../bot/receiver';
import { MediaModule } from '../media';
import { Scheduler } from './scheduler';
import { SchedulesHealth } from './schedules.health';
import { TaskRunner } from './task-runner';
import { PruneInboxTask } from './tasks/prune-inbox.task';
import { PruneRateWindowsTask } from './tasks/prune-rate-windows.task';
import { PruneSessionsTask } from './tasks/prune-sessions.task';
import { RedispatchMediaTask } from './tasks/redispatch-media.task';

/**
 * The clock edge: what is done now and then, one file per task in `tasks/`. A task decides nothing; it calls one
 * service method of a room below.
 */
@Module({
  imports: [DiscoveryModule, InboxModule, MediaModule],
  providers: [
    TaskRunner,
    Scheduler,
    SchedulesHealth,
    PruneInboxTask,
    PruneSessionsTask,
    PruneRateWindowsTask,
    RedispatchMediaTask,
  ],
})
export class SchedulesModule {}
