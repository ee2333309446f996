import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { type LastRun, TaskRuns } from '../coordination';

/** When each task last ran, how long that took and what came of it. */
@Injectable()
export class SchedulesHealth extends HealthContributor {
  readonly name = 'schedules';
  readonly required = false;

  constructor(private readonly runs: TaskRuns) {
    super();
  }

  async check(): Promise<HealthReport> {
    const runs = await this.runs.lastRuns();
    const details = runs.map((run) => [run.taskId, describe(run)]);
    const failing = runs.some(({ outcome }) => outcome === 'failed');
    return { state: failing ? 'degraded' : 'up', details: Object.fromEntries(details) as Record<string, string> };
  }
}

/** For example `done 12 s ago in 40 ms: removed 3`. */
function describe({ outcome, startedAt, durationMs, result }: LastRun): string {
  const seconds = Math.max(0, Math.round((Date.now() - startedAt.getTime()) / 1000));
  const took = durationMs === null ? '' : ` in ${durationMs} ms`;
  const counts = Object.entries(result ?? {}).map(([what, count]) => `${what} ${count}`);
  return `${outcome} ${seconds} s ago${took}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}`;
}
