import { Injectable } from '@nestjs/common';
import { Database } from '../database';
import type { Alert } from './alert';

interface Row extends Omit<Alert, 'phaseSinceMs' | 'startedAtMs'> {
  readonly phaseSince: Date;
  readonly startedAt: Date;
}

/** The alerts that are going on, as every process sees them. */
@Injectable()
export class AlertRepository {
  constructor(private readonly database: Database) {}

  /** The earliest first. */
  async list(): Promise<Alert[]> {
    const rows = await this.database.query<Row>(
      `SELECT key, kind, subject, phase, phase_since AS "phaseSince", started_at AS "startedAt", told
       FROM alerts ORDER BY started_at, key`,
    );
    return rows.map(({ phaseSince, startedAt, ...row }) => ({
      ...row,
      phaseSinceMs: phaseSince.getTime(),
      startedAtMs: startedAt.getTime(),
    }));
  }

  /** Alerts that the owners should know of now, the earliest first: firing, or gone for too short a time to be over. */
  async listOpen(): Promise<Alert[]> {
    return (await this.list()).filter(({ phase }) => phase === 'firing' || phase === 'easing');
  }

  async save(alert: Alert): Promise<void> {
    await this.database.execute(
      `INSERT INTO alerts (key, kind, subject, phase, phase_since, started_at, told) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (key) DO UPDATE SET phase = excluded.phase, phase_since = excluded.phase_since,
         started_at = excluded.started_at, told = excluded.told`,
      [
        alert.key,
        alert.kind,
        alert.subject,
        alert.phase,
        new Date(alert.phaseSinceMs),
        new Date(alert.startedAtMs),
        JSON.stringify(alert.told),
      ],
    );
  }

  async remove(key: string): Promise<void> {
    await this.database.execute('DELETE FROM alerts WHERE key = $1', [key]);
  }
}
