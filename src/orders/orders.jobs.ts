import { z } from 'zod';
import { defineJob } from '../queue/job-definition';

const rowId = z.number().int().positive();
const revision = z.number().int().positive();

/** Brings one file from Telegram into the media store. */
export const fetchMediaJob = defineJob({
  name: 'orders.fetch-media',
  queue: 'orders',
  payload: z.object({ mediaId: rowId, revision }),
  jobId: ({ mediaId, revision: asked }) => `orders-fetch-media-${mediaId}-r${asked}`,
});

/** Tells one recipient how an order ended. */
export const sendNoticeJob = defineJob({
  name: 'orders.notify',
  queue: 'delivery',
  payload: z.object({ noticeId: rowId, revision }),
  jobId: ({ noticeId, revision: asked }) => `orders-notify-${noticeId}-r${asked}`,
});
