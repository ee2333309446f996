import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';

/** The picture that every processed file wears. */
export interface DefaultThumbnail {
  /** At most 320 px on a side and 200 kB (https://core.telegram.org/bots/api#senddocument). */
  jpeg: Buffer;
  width: number;
  height: number;
  /** Telegram id of who chose it; `null` for an account of the admin API. */
  setBy: number | null;
  setAt: Date;
}

/** How far a library-wide run has come. */
export interface Sweep {
  /** Changes with every step, so that of two jobs for one step only the first counts. */
  revision: number;
  afterId: number;
}

const SWEEP_COLUMNS = 'sweep_revision AS revision, sweep_after_id AS "afterId"';
const SWEEP_MOVES = `sweep_revision = sweep_revision + 1, sweep_lost_after = now() + interval '2 minutes'`;

/** The one row of what the library as a whole remembers: its default thumbnail and its library-wide run. */
@Injectable()
export class MediaSettingsRepository {
  constructor(private readonly database: Database) {}

  async thumbnail(): Promise<DefaultThumbnail | null> {
    const [thumbnail] = await this.database.query<DefaultThumbnail>(
      `SELECT thumbnail AS jpeg, thumbnail_width AS width, thumbnail_height AS height,
         thumbnail_set_by::float8 AS "setBy", thumbnail_set_at AS "setAt"
       FROM media_settings WHERE thumbnail IS NOT NULL`,
    );
    return thumbnail ?? null;
  }

  async setThumbnail(thumbnail: Omit<DefaultThumbnail, 'setAt'> | null): Promise<void> {
    await this.database.execute(
      `UPDATE media_settings SET thumbnail = $1, thumbnail_width = $2, thumbnail_height = $3, thumbnail_set_by = $4,
         thumbnail_set_at = now()`,
      [thumbnail?.jpeg ?? null, thumbnail?.width ?? null, thumbnail?.height ?? null, thumbnail?.setBy ?? null],
    );
  }

  /** Begins the run anew from the first file. */
  async beginSweep(): Promise<Sweep | null> {
    return this.moveSweep('sweep_after_id = 0', 'true', []);
  }

  /** Locks the step for this transaction. Answers `null` when somebody else has made it. */
  async takeSweep(revision: number): Promise<Sweep | null> {
    const [sweep] = await this.database.query<Sweep>(
      `SELECT ${SWEEP_COLUMNS} FROM media_settings
       WHERE sweep_revision = $1 AND sweep_after_id IS NOT NULL FOR UPDATE`,
      [revision],
    );
    return sweep ?? null;
  }

  /** Moves the run on; `afterId` `null` ends it. */
  async advanceSweep(revision: number, afterId: number | null): Promise<Sweep | null> {
    return this.moveSweep('sweep_after_id = $2', 'sweep_revision = $1 AND sweep_after_id IS NOT NULL', [
      revision,
      afterId,
    ]);
  }

  /** A run that has not moved for two minutes has lost its job. */
  async takeUpLostSweep(): Promise<Sweep | null> {
    return this.moveSweep(
      'sweep_after_id = sweep_after_id',
      'sweep_after_id IS NOT NULL AND sweep_lost_after < now()',
      [],
    );
  }

  private async moveSweep(assignment: string, condition: string, values: readonly unknown[]): Promise<Sweep | null> {
    const [sweep] = await this.database.query<{ revision: number; afterId: number | null }>(
      `UPDATE media_settings SET ${assignment}, ${SWEEP_MOVES} WHERE ${condition} RETURNING ${SWEEP_COLUMNS}`,
      values,
    );
    return sweep && sweep.afterId !== null ? { revision: sweep.revision, afterId: sweep.afterId } : null;
  }
}
