import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { MetricsContributor } from '../../observability';
import { receiverStates, ReceiverStatus } from './receiver-status';

/** How updates come in: state, age of the last contact, what waits. */
@Injectable()
export class ReceiverMetrics extends MetricsContributor {
  private readonly state = new Gauge({
    name: 'bellhop_receiver_state',
    help: '1 for the state the receiver of updates is in, 0 for the others.',
    labelNames: ['mode', 'state'],
    registers: [],
  });
  private readonly stuck = new Gauge({
    name: 'bellhop_receiver_stuck',
    help: '1 when nothing has moved in the receiver for so long that it must be stuck.',
    labelNames: ['mode'],
    registers: [],
  });
  private readonly lastContact = new Gauge({
    name: 'bellhop_receiver_last_contact_timestamp_seconds',
    help: 'When Telegram last answered a poll or called the webhook.',
    labelNames: ['mode'],
    registers: [],
  });
  private readonly pending = new Gauge({
    name: 'bellhop_receiver_pending_updates',
    help: 'Updates in memory, waiting or being handled.',
    labelNames: ['mode'],
    registers: [],
  });
  private readonly lag = new Gauge({
    name: 'bellhop_receiver_lag_seconds',
    help: 'Age of the oldest update in memory.',
    labelNames: ['mode'],
    registers: [],
  });
  private readonly received = new Counter({
    name: 'bellhop_updates_received_total',
    help: 'Updates taken in to be handled by this process.',
    labelNames: ['mode'],
    registers: [],
  });
  readonly metrics = [this.state, this.stuck, this.lastContact, this.pending, this.lag, this.received];

  constructor(private readonly status: ReceiverStatus) {
    super();
  }

  override sample(): void {
    const { mode, state, stuck, lastContactAt, pending, lagMs, received } = this.status.snapshot();
    for (const each of receiverStates) this.state.set({ mode, state: each }, each === state ? 1 : 0);
    this.stuck.set({ mode }, stuck ? 1 : 0);
    if (lastContactAt !== null) this.lastContact.set({ mode }, lastContactAt / 1000);
    this.pending.set({ mode }, pending);
    this.lag.set({ mode }, lagMs / 1000);
    this.received.reset();
    this.received.inc({ mode }, received);
  }
}
