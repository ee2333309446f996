import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { ScheduleRunRepository } from './schedule-run.repository';

/** When each task last ran and how it went. */
@Injectable()
export class SchedulesHealth extends HealthContributor {
  readonly name = 'schedules';
  readonly required = false;

  constructor(private readonly runs: ScheduleRunRepository) {
    super();
  }

  async check(): Promise<HealthReport> {
    const runs = await this.runs.lastRuns();
    const details = runs.map(({ taskId, outcome, startedAt }) => [
      taskId,
      `${outcome}, ${Math.max(0, Math.round((Date.now() - startedAt.getTime()) / 1000))} s ago`,
    ]);
    const failing = runs.some(({ outcome }) => outcome === 'failed');
    return { state: failing ? 'degraded' : 'up', details: Object.fromEntries(details) as Record<string, string> };
  }
}
