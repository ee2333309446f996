import { z } from 'zod';
import { defineJob } from '../queue';

const rowId = z.number().int().positive();
const revision = z.number().int().nonnegative();

/** Makes the served copy of one file. */
export const processMediaJob = defineJob({
  name: 'media.process',
  queue: 'media',
  payload: z.object({ fileId: rowId, revision }),
  jobId: ({ fileId, revision: asked }) => `media-process-${fileId}-r${asked}`,
});

/** Brings a prepared file to somebody who waited for it. */
export const deliverMediaJob = defineJob({
  name: 'media.deliver',
  queue: 'delivery',
  payload: z.object({ deliveryId: rowId, revision }),
  jobId: ({ deliveryId, revision: asked }) => `media-deliver-${deliveryId}-r${asked}`,
});

/** Asks for the next few files of a library-wide run to be processed again; how far it is stands in its row. */
export const sweepLibraryJob = defineJob({
  name: 'media.sweep',
  queue: 'maintenance',
  payload: z.object({ revision }),
  jobId: ({ revision: asked }) => `media-sweep-r${asked}`,
});
