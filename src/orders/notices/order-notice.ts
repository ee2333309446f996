/** `complete` and `failed` go to the customer and to the staff, `recovered` (the series is wanted after all) to the customer. */
export const noticeOutcomes = ['complete', 'failed', 'recovered'] as const;
export type NoticeOutcome = (typeof noticeOutcomes)[number];

/**
 * `sending`: on its way; after a crash perhaps there already. `sent` and `failed` are the ends; `failed` means that the
 * recipient can't be reached.
 */
export const noticeStatuses = ['pending', 'sending', 'sent', 'failed'] as const;
export type NoticeStatus = (typeof noticeStatuses)[number];

/** Names one request to send; both are in the job's payload. */
export type NoticeRequest = { noticeId: number; revision: number };
