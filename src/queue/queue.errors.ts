import { AppError } from '../common/app-error';

/** The queue knows no such job (any more): finished ones are kept for a while only. */
export class JobNotFound extends AppError {
  constructor(jobId: string) {
    super({ code: 'queues.job-not-found', messageKey: 'admin.errors.jobNotFound', params: { jobId } });
  }
}

/** Only a job that failed can be run again. */
export class JobNotFailed extends AppError {
  constructor(jobId: string) {
    super({ code: 'queues.job-not-failed', messageKey: 'admin.errors.jobNotFailed', params: { jobId } });
  }
}
