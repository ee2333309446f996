import { Injectable } from '@nestjs/common';
import { Database } from '../database';

export type IdempotencyPlace =
  /** Nobody has used this key: carry the request out, then `finish` or `abandon`. */
  { state: 'begun' } | { state: 'running' | 'mismatch' } | { state: 'done'; answer: unknown };

/** A request that has not finished after this died with its process; its key may be used anew. */
const LOST_AFTER = `interval '10 minutes'`;
const KEPT_FOR = `interval '24 hours'`;

/** Remembers for a day which requests were carried out, over all processes. */
@Injectable()
export class IdempotencyKeys {
  constructor(private readonly database: Database) {}

  /** `fingerprint` tells one request from another under the same key. */
  async begin(key: string, fingerprint: string): Promise<IdempotencyPlace> {
    const begun = await this.database.execute(
      `INSERT INTO idempotency_keys AS k (key, fingerprint) VALUES ($1, $2)
       ON CONFLICT (key) DO UPDATE SET fingerprint = excluded.fingerprint, answer = NULL, created_at = now()
         WHERE k.created_at < now() - ${KEPT_FOR} OR (k.answer IS NULL AND k.created_at < now() - ${LOST_AFTER})`,
      [key, fingerprint],
    );
    if (begun > 0) return { state: 'begun' };
    const [row] = await this.database.query<{ fingerprint: string; answer: { value: unknown } | null }>(
      'SELECT fingerprint, answer FROM idempotency_keys WHERE key = $1',
      [key],
    );
    // Abandoned in this very instant: whoever asks again will be the first.
    if (!row) return { state: 'running' };
    if (row.fingerprint !== fingerprint) return { state: 'mismatch' };
    return row.answer ? { state: 'done', answer: row.answer.value } : { state: 'running' };
  }

  async finish(key: string, answer: unknown): Promise<void> {
    await this.database.execute('UPDATE idempotency_keys SET answer = $2 WHERE key = $1', [
      key,
      JSON.stringify({ value: answer ?? null }),
    ]);
  }

  async abandon(key: string): Promise<void> {
    await this.database.execute('DELETE FROM idempotency_keys WHERE key = $1 AND answer IS NULL', [key]);
  }

  /** Forgets keys of days gone by. Answers how many. */
  async removeOld(): Promise<number> {
    return this.database.execute(`DELETE FROM idempotency_keys WHERE created_at < now() - ${KEPT_FOR}`);
  }
}
