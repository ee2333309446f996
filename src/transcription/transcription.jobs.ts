import { z } from 'zod';
import { defineJob } from '../queue/job-definition';

/**
 * A turn of the line: whoever has it works the recording that has waited longest, which is not always the one the job is
 * named after. One is dispatched for each request, and one by whoever leaves a place.
 */
export const transcribeJob = defineJob({
  name: 'transcription.transcribe',
  queue: 'transcription',
  payload: z.object({ requestId: z.number().int().positive(), revision: z.number().int().positive() }),
  jobId: ({ requestId, revision }) => `transcription-${requestId}-r${revision}`,
});
