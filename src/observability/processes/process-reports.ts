import { Injectable } from '@nestjs/common';
import { Database } from '../../database';
import type { ProcessReport, SeenProcess } from './process-report';

/** The processes of the application, as they report themselves. */
@Injectable()
export class ProcessReports {
  constructor(private readonly database: Database) {}

  /** Replaces what this process said before, and forgets processes that nobody has seen for a day. */
  async write(processId: string, startedAt: Date, report: ProcessReport): Promise<void> {
    await this.database.execute(
      `WITH forgotten AS (DELETE FROM process_reports WHERE seen_at < now() - interval '1 day' AND process_id <> $1)
       INSERT INTO process_reports (process_id, started_at, seen_at, report) VALUES ($1, $2, now(), $3)
       ON CONFLICT (process_id) DO UPDATE SET seen_at = now(), report = excluded.report`,
      [processId, startedAt, JSON.stringify(report)],
    );
  }

  async remove(processId: string): Promise<void> {
    await this.database.execute('DELETE FROM process_reports WHERE process_id = $1', [processId]);
  }

  /** Processes that reported within the last `withinMs`, the longest running first. By the database's clock. */
  async seen(withinMs: number): Promise<SeenProcess[]> {
    const rows = await this.database.query<{
      processId: string;
      startedAt: Date;
      seenAt: Date;
      report: ProcessReport;
    }>(
      `SELECT process_id AS "processId", started_at AS "startedAt", seen_at AS "seenAt", report
       FROM process_reports WHERE seen_at > now() - $1 * interval '1 millisecond' ORDER BY started_at, process_id`,
      [withinMs],
    );
    return rows.map(({ report, ...row }) => ({ ...report, ...row }));
  }
}
