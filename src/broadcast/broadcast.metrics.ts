import { Injectable } from '@nestjs/common';
import { Counter, Gauge, type Metric } from 'prom-client';
import { AppConfig } from '../config';
import { MetricsContributor, tellsSharedFigures } from '../observability';
import { broadcastStatuses } from './broadcast-state';
import { BroadcastRepository } from './broadcast.repository';
import { BroadcastSender } from './sending/broadcast-sender';
import { OutcomeCounts } from './sending/outcome-counts';

/** Broadcasts by state, what this process has sent, and how much it has under way. */
@Injectable()
export class BroadcastMetrics extends MetricsContributor {
  private readonly broadcasts = new Gauge({
    name: 'bellhop_broadcasts',
    help: 'Broadcasts by status.',
    labelNames: ['status'],
    registers: [],
  });
  readonly metrics: readonly Metric[];

  constructor(
    private readonly repository: BroadcastRepository,
    private readonly config: AppConfig,
    sender: BroadcastSender,
    counts: OutcomeCounts,
  ) {
    super();
    const underWay = new Gauge({
      name: 'bellhop_broadcast_messages_under_way',
      help: 'Messages of broadcasts whose outcome is not known yet.',
      registers: [],
      collect(): void {
        this.set(sender.window.size);
      },
    });
    const messages = new Counter({
      name: 'bellhop_broadcast_messages_total',
      help: 'Messages of broadcasts by outcome; queued: given back to be sent later.',
      labelNames: ['outcome'],
      registers: [],
      collect(): void {
        this.reset();
        for (const [outcome, count] of counts.list()) this.inc({ outcome }, count);
      },
    });
    this.metrics = [this.broadcasts, underWay, messages];
  }

  override async sample(): Promise<void> {
    if (!tellsSharedFigures(this.config)) return;
    const counts = await this.repository.countByStatus();
    for (const status of broadcastStatuses) this.broadcasts.set({ status }, counts.get(status) ?? 0);
  }
}
