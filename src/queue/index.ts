export { defineJob, type JobDefinition, type JobPayload } from './job-definition';
export { JobDispatcher, type DispatchOptions } from './job-dispatcher';
export { JobProcessor, UnrecoverableJobError, type JobContext } from './job-processor';
export { JobTimedOut } from './job-run';
export { jobOutcomes, JobStatistics, type JobOutcome, type QueueStatistics } from './job-statistics';
export { Processes } from './processes.decorator';
export { queueNames, type QueueName } from './profiles';
export { QueueDepths, type QueueDepth } from './queue-depths';
export { QueueModule } from './queue.module';
