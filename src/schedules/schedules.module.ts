import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts';
import { InboxModule } from '../bot/receiver';
import { BroadcastModule } from '../broadcast';
import { MediaModule } from '../media';
import { OrdersModule } from '../orders';
import { TranscriptionModule } from '../transcription';
import { Scheduler } from './scheduler';
import { SchedulesHealth } from './schedules.health';
import { SchedulesMetrics } from './schedules.metrics';
import { TaskRunner } from './task-runner';
import { CleanUpOrderMediaTask } from './tasks/clean-up-order-media.task';
import { ExpireOrdersTask } from './tasks/expire-orders.task';
import { ForgetSignInsTask } from './tasks/forget-sign-ins.task';
import { PruneErrorRecordsTask } from './tasks/prune-error-records.task';
import { ForgetAlbumsTask } from './tasks/forget-albums.task';
import { PruneInboxTask } from './tasks/prune-inbox.task';
import { PruneRateWindowsTask } from './tasks/prune-rate-windows.task';
import { PruneSessionsTask } from './tasks/prune-sessions.task';
import { RedispatchMediaTask } from './tasks/redispatch-media.task';
import { RedispatchOrdersTask } from './tasks/redispatch-orders.task';
import { RemoveUnfinishedMediaTask } from './tasks/remove-unfinished-media.task';
import { RedispatchTranscriptionsTask } from './tasks/redispatch-transcriptions.task';
import { RefreshQueuePositionsTask } from './tasks/refresh-queue-positions.task';
import { RetryOrderDownloadsTask } from './tasks/retry-order-downloads.task';
import { SnapshotHealthTask } from './tasks/snapshot-health.task';
import { StartBroadcastsTask } from './tasks/start-broadcasts.task';

/**
 * The clock edge: what is done now and then, one file per task in `tasks/`. A task decides nothing; it calls one
 * service method of a room below.
 */
@Module({
  imports: [
    AccountsModule,
    BroadcastModule,
    DiscoveryModule,
    InboxModule,
    MediaModule,
    OrdersModule,
    TranscriptionModule,
  ],
  providers: [
    TaskRunner,
    Scheduler,
    SchedulesHealth,
    ForgetSignInsTask,
    SchedulesMetrics,
    PruneInboxTask,
    PruneErrorRecordsTask,
    PruneSessionsTask,
    PruneRateWindowsTask,
    RedispatchMediaTask,
    RedispatchOrdersTask,
    RetryOrderDownloadsTask,
    ExpireOrdersTask,
    CleanUpOrderMediaTask,
    RemoveUnfinishedMediaTask,
    StartBroadcastsTask,
    ForgetAlbumsTask,
    RedispatchTranscriptionsTask,
    RefreshQueuePositionsTask,
    SnapshotHealthTask,
  ],
})
export class SchedulesModule {}
