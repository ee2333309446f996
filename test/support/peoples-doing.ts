/** SQL for what comes of people's own doing, or of time, and what admins then change: by the action that changes it. */
export const peoplesDoing = (userId: number, otherId: number): Readonly<Record<string, string>> => ({
  'order.retry': `INSERT INTO orders (user_id, product_code, status, series)
    VALUES (${userId}, 'A1', 'failed', 'AB'), (${userId}, 'A1', 'awaiting_series', NULL)`,
  'transcription.cancel': `INSERT INTO usage (user_id, chat_id, asked_message_id, voice_message_id, kind, file_id,
      file_unique_id, state, lost_after)
    VALUES (${userId}, ${userId}, 1, 1, 'voice', 'f', 'u', 'waiting', now())`,
  // Recipients arrive while a broadcast runs, and it is finished when none is open: in one transaction, so that nobody sends.
  'broadcast.retry-failed': `UPDATE broadcasts SET status = 'running', started_at = now() WHERE id = 2;
    INSERT INTO broadcast_recipients (broadcast_id, user_id, status, reason, attempts, settled_at)
    VALUES (2, ${userId}, 'failed', 'transient', 1, now()), (2, ${otherId}, 'unknown', 'no-answer', 1, now());
    UPDATE broadcasts SET status = 'finished', ended_at = now(), audience_complete = true, total = 2, failed = 1, unknown = 1
    WHERE id = 2`,
});
