import { z } from 'zod';
import { defineJob } from '../queue/job-definition';

/** Sends a ledger as files to an admin who has asked for it; `request` tells one asking from another. */
export const sendLedgerJob = defineJob({
  name: 'broadcast.send-ledger',
  queue: 'delivery',
  payload: z.object({
    broadcastId: z.number().int().positive(),
    userId: z.number().int().positive(),
    request: z.number().int().positive(),
  }),
  jobId: ({ broadcastId, userId, request }) => `broadcast-send-ledger-${broadcastId}-${userId}-r${request}`,
});
