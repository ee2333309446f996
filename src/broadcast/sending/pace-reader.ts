import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { AppConfig } from '../../config';
import { SharedPacer } from '../../coordination';
import type { Broadcast, BroadcastPace, SendingPace } from '../broadcast';
import { freePace, loadOf, messagesOf } from './paces';

/** Tells how fast broadcasts go at this moment, and until when Telegram makes them wait. */
@Injectable()
export class PaceReader {
  constructor(
    private readonly pacer: SharedPacer,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** People a second who get so many messages each, when nothing else is sent. */
  fullRate(messagesEach: number): number {
    return loadOf(messagesEach, this.config.broadcast).pace.limits.perSecond / messagesEach;
  }

  /** Of everything that is not paid for, answers to people included. */
  async readShared(): Promise<SendingPace> {
    const { name, limits } = freePace(this.config.broadcast);
    const { perSecond, pausedMs } = await this.pacer.read(name, limits);
    return { perSecond, limitPerSecond: limits.perSecond, waitingUntil: this.inFuture(pausedMs) };
  }

  async read({ content }: Pick<Broadcast, 'content'>): Promise<BroadcastPace> {
    const { pace, slotsEach } = loadOf(messagesOf(content), this.config.broadcast);
    const { perSecond, pausedMs } = await this.pacer.read(pace.name, pace.limits);
    return {
      perSecond: perSecond / slotsEach,
      waitingUntil: this.inFuture(pausedMs),
    };
  }

  private inFuture(pausedMs: number): Date | null {
    return pausedMs > 0 ? new Date(this.clock.now() + pausedMs) : null;
  }
}
