import { Injectable } from '@nestjs/common';
import { Counter, Gauge, type Metric } from 'prom-client';
import { MetricsContributor } from '../observability';
import { BotApiClient } from './bot-api-client';
import { CountingOutboundObserver } from './outbound/counting-outbound-observer';
import { OutboundLanes } from './outbound/outbound-lanes';
import { lanes } from './telegram-gateway';

/** The way out: calls, lanes, pauses Telegram asked for, and files on their way. */
@Injectable()
export class TelegramMetrics extends MetricsContributor {
  private readonly calls = new Gauge({
    name: 'bellhop_telegram_lane_calls',
    help: 'Calls of a lane now: waiting for permission, or under way.',
    labelNames: ['lane', 'state'],
    registers: [],
  });
  private readonly pauses = new Gauge({
    name: 'bellhop_telegram_paused',
    help: 'How many methods and chats Telegram wants to be left alone now.',
    labelNames: ['scope'],
    registers: [],
  });
  private readonly bytes = new Counter({
    name: 'bellhop_telegram_file_bytes_total',
    help: 'Bytes of files moved.',
    labelNames: ['direction'],
    registers: [],
  });
  private readonly transfers = new Gauge({
    name: 'bellhop_telegram_file_transfers',
    help: 'Files on their way now.',
    labelNames: ['direction'],
    registers: [],
  });
  readonly metrics: readonly Metric[];

  constructor(
    observer: CountingOutboundObserver,
    private readonly lanes: OutboundLanes,
    private readonly client: BotApiClient,
  ) {
    super();
    this.metrics = [...observer.metrics, this.calls, this.pauses, this.bytes, this.transfers];
  }

  override sample(): void {
    const { waiting, inFlight, pausedMethods, pausedChats } = this.lanes.status();
    for (const lane of lanes) {
      this.calls.set({ lane, state: 'waiting' }, waiting[lane]);
      this.calls.set({ lane, state: 'in-flight' }, inFlight[lane]);
    }
    this.pauses.set({ scope: 'methods' }, pausedMethods.length);
    this.pauses.set({ scope: 'chats' }, pausedChats);

    const { downloadedBytes, uploadedBytes, downloads, uploads } = this.client.transferred.snapshot();
    // The transfers keep the counts themselves; here they are only copied.
    this.bytes.reset();
    this.bytes.inc({ direction: 'download' }, downloadedBytes);
    this.bytes.inc({ direction: 'upload' }, uploadedBytes);
    this.transfers.set({ direction: 'download' }, downloads);
    this.transfers.set({ direction: 'upload' }, uploads);
  }
}
