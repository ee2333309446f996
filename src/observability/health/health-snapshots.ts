import { Injectable } from '@nestjs/common';
import { Database } from '../../database';
import type { SeenProcess } from '../processes/process-report';
import { ProcessReports } from '../processes/process-reports';
import type { HealthReport } from './health-contributor';

/** Processes report themselves every few seconds; one that has been silent for longer is not counted. */
const SEEN_WITHIN_MS = 60_000;
/** Rows of one answer: a day of minutes. */
const LONGEST_HISTORY = 1_440;

export interface HealthSnapshot {
  readonly takenAt: Date;
  readonly processes: number;
  readonly parts: Readonly<Record<string, HealthReport['state']>>;
  /** For example `orders.waiting`. */
  readonly queueDepths: Readonly<Record<string, number>>;
}

/** How the application did, minute by minute, for whoever asks afterwards what happened at night. */
@Injectable()
export class HealthSnapshots {
  constructor(
    private readonly database: Database,
    private readonly reports: ProcessReports,
  ) {}

  /** Writes down how all processes do now. Twice within one minute is once. Answers how many processes were seen. */
  async take(): Promise<number> {
    const seen = await this.reports.seen(SEEN_WITHIN_MS);
    await this.database.execute(
      `INSERT INTO health_snapshots (taken_at, processes, parts, queue_depths)
       VALUES (date_trunc('minute', now()), $1, $2, $3) ON CONFLICT (taken_at) DO NOTHING`,
      [seen.length, JSON.stringify(worstOf(seen)), JSON.stringify(depthsOf(seen))],
    );
    return seen.length;
  }

  /** The snapshots between two moments, the latest first; at most a day of them. */
  async list(from: Date, to: Date): Promise<HealthSnapshot[]> {
    return this.database.query<HealthSnapshot>(
      `SELECT taken_at AS "takenAt", processes, parts, queue_depths AS "queueDepths"
       FROM health_snapshots WHERE taken_at BETWEEN $1 AND $2 ORDER BY taken_at DESC LIMIT $3`,
      [from, to, LONGEST_HISTORY],
    );
  }

  /** Forgets older ones. Answers how many. */
  async prune(before: Date): Promise<number> {
    return this.database.execute('DELETE FROM health_snapshots WHERE taken_at < $1', [before]);
  }
}

const RANK = { up: 0, degraded: 1, down: 2 } as const;

function worstOf(processes: readonly SeenProcess[]): Record<string, HealthReport['state']> {
  const worst: Record<string, HealthReport['state']> = {};
  for (const { name, state } of processes.flatMap(({ parts }) => parts)) {
    const known = worst[name];
    if (known === undefined || RANK[state] > RANK[known]) worst[name] = state;
  }
  return worst;
}

/** The queues are the same for all processes: what the first says that could ask them. */
function depthsOf(processes: readonly SeenProcess[]): Record<string, number> {
  const queues = processes.flatMap(({ parts }) => parts).find(({ name, details }) => name === 'queues' && details);
  const depths = Object.entries(queues?.details ?? {});
  return Object.fromEntries(depths.filter((depth): depth is [string, number] => typeof depth[1] === 'number'));
}
