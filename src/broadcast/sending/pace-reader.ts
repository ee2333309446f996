import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock';
import { AppConfig } from '../../config';
import { SharedPacer } from '../../coordination';
import type { Broadcast, BroadcastPace } from '../broadcast';
import { loadOf, messagesOf } from './paces';

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

  async read({ content }: Pick<Broadcast, 'content'>): Promise<BroadcastPace> {
    const { pace, slotsEach } = loadOf(messagesOf(content), this.config.broadcast);
    const { perSecond, pausedMs } = await this.pacer.read(pace.name, pace.limits);
    return {
      perSecond: perSecond / slotsEach,
      waitingUntil: pausedMs > 0 ? new Date(this.clock.now() + pausedMs) : null,
    };
  }
}
