import { Injectable, Logger } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { type Lane } from '../telegram-gateway';
import { OutboundObserver, type FinishedCall } from './outbound-observer';

/** From a call on the same machine to the longest that a call is waited for. */
const CALL_BUCKETS_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const WAIT_BUCKETS_SECONDS = [0.001, 0.01, 0.05, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Counts what is said to Telegram, and tells the log of refusals: those of rate as warnings, the rest for debugging. */
@Injectable()
export class CountingOutboundObserver extends OutboundObserver {
  private readonly logger = new Logger('Telegram');
  private readonly durations = new Histogram({
    name: 'bellhop_telegram_call_duration_seconds',
    help: 'Time of a call of the Bot API, quick repeats included, without the wait for its lane.',
    labelNames: ['method', 'outcome'],
    buckets: CALL_BUCKETS_SECONDS,
    registers: [],
  });
  private readonly waits = new Histogram({
    name: 'bellhop_telegram_lane_wait_seconds',
    help: 'Time a call waited for permission in its lane.',
    labelNames: ['lane'],
    buckets: WAIT_BUCKETS_SECONDS,
    registers: [],
  });
  private readonly repeats = new Counter({
    name: 'bellhop_telegram_call_repeats_total',
    help: 'Attempts beyond the first, made within the call itself.',
    labelNames: ['method'],
    registers: [],
  });
  private readonly refusals = new Counter({
    name: 'bellhop_telegram_rate_limited_total',
    help: 'Times Telegram answered 429.',
    labelNames: ['method', 'lane'],
    registers: [],
  });
  private readonly floodWaits = new Counter({
    name: 'bellhop_telegram_flood_wait_seconds_total',
    help: 'Seconds of pause that Telegram asked for (retry_after), added up.',
    labelNames: ['method'],
    registers: [],
  });
  readonly metrics = [this.durations, this.waits, this.repeats, this.refusals, this.floodWaits];

  callFinished(call: FinishedCall): void {
    const { method, lane, outcome, durationMs, waitedMs, attempts } = call;
    this.durations.observe({ method, outcome }, Math.max(0, durationMs - waitedMs) / 1000);
    this.waits.observe({ lane }, waitedMs / 1000);
    if (attempts > 1) this.repeats.inc({ method }, attempts - 1);
    if (outcome !== 'ok') this.logger.debug({ msg: 'a call to Telegram failed', ...call });
  }

  rateLimited(refusal: { method: string; lane: Lane; retryAfterSeconds: number }): void {
    const { method, lane, retryAfterSeconds } = refusal;
    this.refusals.inc({ method, lane });
    this.floodWaits.inc({ method }, retryAfterSeconds);
    this.logger.warn({ msg: 'Telegram asks for a pause', ...refusal });
  }
}
