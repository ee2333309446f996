import type { Database } from '../../database/database';

/** Arbitrary, of this application alone. */
const QUEUE_LOCK = 7_301_201;

/**
 * Until the end of the transaction nobody else comes into the line or is taken out of it, in any process. A statement of its
 * own, since the next one must see what was committed before the lock was had.
 */
export async function lockQueue(database: Database): Promise<void> {
  await database.query('SELECT pg_advisory_xact_lock($1)', [QUEUE_LOCK]);
}
