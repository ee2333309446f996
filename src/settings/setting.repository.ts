import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import type { SettingKey } from './setting-definitions';

/** Held while settings change, so that each change is written down with what was there before. Arbitrary. */
const SETTINGS_LOCK = 7_301_203;

@Injectable()
export class SettingRepository {
  constructor(private readonly database: Database) {}

  /** Until the transaction ends, nobody else changes settings. */
  async lock(): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock($1)', [SETTINGS_LOCK]);
  }

  /** What somebody has changed, by key; unchecked. */
  async read(): Promise<ReadonlyMap<string, unknown>> {
    const rows = await this.database.query<{ key: string; value: unknown }>('SELECT key, value FROM settings');
    return new Map(rows.map(({ key, value }) => [key, value]));
  }

  async write(key: SettingKey, value: unknown): Promise<void> {
    await this.database.execute(
      `INSERT INTO settings (key, value) VALUES ($1, $2)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = now()`,
      [key, JSON.stringify(value)],
    );
  }

  /** Answers whether there was anything to remove. */
  async remove(key: SettingKey): Promise<boolean> {
    return (await this.database.execute('DELETE FROM settings WHERE key = $1', [key])) > 0;
  }
}
