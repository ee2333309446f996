import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config';
import { SharedPacer } from '../../coordination';
import { OutboundLanes } from '../../telegram';
import { freePace, type MessagePace } from './paces';

const EVERY_MS = 250;

/**
 * Takes what this process says to people out of the pace of broadcasts. Answers never wait for a broadcast, so the broadcast
 * must leave room for them, whichever process gives them.
 */
@Injectable()
export class AnswerAccounting implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly pace: MessagePace;
  private timer: NodeJS.Timeout | undefined;
  private accounted = 0;

  constructor(
    private readonly lanes: OutboundLanes,
    private readonly pacer: SharedPacer,
    config: AppConfig,
  ) {
    this.pace = freePace(config.broadcast);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.account(), EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async account(): Promise<void> {
    const { answer, notice, progress } = this.lanes.status().sent;
    const sent = answer + notice + progress;
    const fresh = sent - this.accounted;
    if (fresh === 0) return;
    this.accounted = sent;
    // Lost with the database away, when nobody broadcasts either.
    await this.pacer.spend(this.pace.name, fresh, this.pace.limits).catch(() => undefined);
  }
}
