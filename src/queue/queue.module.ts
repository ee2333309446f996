import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '../audit';
import { BullmqJobDispatcher } from './bullmq-job-dispatcher';
import { JobDispatcher } from './job-dispatcher';
import { JobStatistics } from './job-statistics';
import { ProcessorRegistry } from './processor.registry';
import { QueueProfiles } from './profiles';
import { QueueBackend } from './queue-backend';
import { QueueDepths } from './queue-depths';
import { QueueHealth } from './queue.health';
import { QueueInspector } from './queue-inspector';
import { QueueMetrics } from './queue.metrics';
import { WorkerHost } from './worker.host';

/**
 * The room of background work: what a job is, how it is put into a queue, and how worker processes run it. What a job does is
 * its feature's business.
 */
@Global()
@Module({
  imports: [AuditModule, DiscoveryModule],
  providers: [
    QueueProfiles,
    QueueBackend,
    BullmqJobDispatcher,
    { provide: JobDispatcher, useExisting: BullmqJobDispatcher },
    ProcessorRegistry,
    JobStatistics,
    WorkerHost,
    QueueDepths,
    QueueHealth,
    QueueMetrics,
    QueueInspector,
  ],
  exports: [JobDispatcher, JobStatistics, QueueBackend, QueueDepths, QueueInspector],
})
export class QueueModule {}
