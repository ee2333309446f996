import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { JobDefinition, JobPayload } from './job-definition';

export const PROCESSES = 'bellhop:processes-job';

/** Marks a `JobProcessor` provider as the one that runs `job`. Worker processes find it by this mark. */
export function Processes<Payload extends JobPayload>(job: JobDefinition<Payload>): ClassDecorator {
  return applyDecorators(Injectable(), SetMetadata(PROCESSES, job.name));
}
