import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { TaskRuns } from '../coordination';
import { MetricsContributor } from '../observability';

const BUCKETS_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300];

/** Runs of scheduled tasks: those of this process as they end, and the last of each, whichever process did it. */
@Injectable()
export class SchedulesMetrics extends MetricsContributor {
  private readonly durations = new Histogram({
    name: 'bellhop_task_duration_seconds',
    help: 'Time of a run of a scheduled task in this process, by how it ended.',
    labelNames: ['task', 'outcome'],
    buckets: BUCKETS_SECONDS,
    registers: [],
  });
  private readonly unable = new Counter({
    name: 'bellhop_task_turns_lost_total',
    help: 'Turns at which it could not be found out whether the task may run.',
    labelNames: ['task'],
    registers: [],
  });
  private readonly lastStart = new Gauge({
    name: 'bellhop_task_last_start_timestamp_seconds',
    help: 'When the task last began, anywhere.',
    labelNames: ['task'],
    registers: [],
  });
  private readonly failing = new Gauge({
    name: 'bellhop_task_failing',
    help: '1 when the last run of the task, anywhere, failed.',
    labelNames: ['task'],
    registers: [],
  });
  readonly metrics = [this.durations, this.unable, this.lastStart, this.failing];

  constructor(private readonly runs: TaskRuns) {
    super();
  }

  runEnded(task: string, outcome: 'done' | 'failed', durationMs: number): void {
    this.durations.observe({ task, outcome }, durationMs / 1000);
  }

  turnLost(task: string): void {
    this.unable.inc({ task });
  }

  override async sample(): Promise<void> {
    for (const { taskId: task, startedAt, outcome } of await this.runs.lastRuns()) {
      this.lastStart.set({ task }, startedAt.getTime() / 1000);
      this.failing.set({ task }, outcome === 'failed' ? 1 : 0);
    }
  }
}
