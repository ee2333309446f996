import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

const RESOLUTION_MS = 20;
const WINDOW_MS = 10_000;
/** Half a window: of fewer ticks, the 99th percentile would be the worst one. */
const ENOUGH_TICKS = WINDOW_MS / RESOLUTION_MS / 2;

/** How late timers fire: the one figure that tells whether a Node process is overloaded. */
@Injectable()
export class EventLoopMonitor implements OnModuleInit, OnModuleDestroy {
  private readonly histogram: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private timer: NodeJS.Timeout | undefined;
  private lastWindowP99Ms: number | undefined;

  onModuleInit(): void {
    this.histogram.enable();
    this.timer = setInterval(() => this.turnWindow(), WINDOW_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }

  /** The 99th percentile of the delay over the last five to fifteen seconds, in milliseconds. */
  p99Ms(): number {
    if (this.lastWindowP99Ms === undefined) return this.currentP99Ms();
    if (this.histogram.count < ENOUGH_TICKS) return this.lastWindowP99Ms;
    return Math.max(this.lastWindowP99Ms, this.currentP99Ms());
  }

  private turnWindow(): void {
    this.lastWindowP99Ms = this.currentP99Ms();
    this.histogram.reset();
  }

  private currentP99Ms(): number {
    const p99 = this.histogram.percentile(99) / 1e6;
    // The histogram counts the whole interval between two ticks, of which the resolution is no delay.
    return Number.isFinite(p99) ? Math.max(0, Math.round(p99 - RESOLUTION_MS)) : 0;
  }
}
