import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { AppConfig } from '../config';
import { QueueBackend } from '../queue';
import { ScheduledTask } from './scheduled-task';
import { SchedulesMetrics } from './schedules.metrics';
import { TaskRunner } from './task-runner';

/** Several schedulers ask for the same turn at slightly different moments; only the first of them counts. */
const SAME_TURN_SHARE = 0.5;

/** Gives every task its turns, in processes with the role `scheduler`. */
@Injectable()
export class Scheduler implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(Scheduler.name);
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly runner: TaskRunner,
    private readonly queues: QueueBackend,
    private readonly metrics: SchedulesMetrics,
    private readonly config: AppConfig,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.server.roles.includes('scheduler')) return;
    const tasks = this.findTasks();
    this.timers = tasks.map((task) => this.giveTurns(task));
    this.queues.onReturn(() => {
      for (const task of tasks) if (task.isDueWhenQueuesReturn) this.take(task, 0);
    });
  }

  async onModuleDestroy(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    this.stopping.abort(new Error('the process is stopping'));
    await Promise.all(this.running);
  }

  private findTasks(): ScheduledTask[] {
    const instances = this.discovery.getProviders().map(({ instance }) => instance as unknown);
    const tasks = [...new Set(instances.filter((instance) => instance instanceof ScheduledTask))];
    const ids = tasks.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new Error(`two scheduled tasks are named "${twice}"`);
    return tasks;
  }

  private giveTurns(task: ScheduledTask): NodeJS.Timeout {
    // Also at once: after a restart there may be something to mend, and some intervals are longer than processes live.
    this.take(task);
    return setInterval(() => this.take(task), task.everyMs);
  }

  private take(task: ScheduledTask, minimumGapMs = task.everyMs * SAME_TURN_SHARE): void {
    if (this.stopping.signal.aborted) return;
    const run = this.runner
      .runOnce(task, this.stopping.signal, minimumGapMs)
      .catch((error: unknown) => {
        this.metrics.turnLost(task.id);
        this.logger.warn({ msg: 'a scheduled task could not run', task: task.id, err: error });
      })
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }
}
