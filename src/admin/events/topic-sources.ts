import { Injectable } from '@nestjs/common';
import { BroadcastService } from '../../broadcast';
import { QueueInspector } from '../../queue';
import type { Permission } from '../../users';
import { SystemStatus } from '../system/system-status';
import type { Topic } from './events.contract';

/** Of each state. */
const SHOWN_BROADCASTS = 20;

/** What each topic shows at the moment, and who may see it. */
@Injectable()
export class TopicSources {
  constructor(
    private readonly status: SystemStatus,
    private readonly queues: QueueInspector,
    private readonly broadcasts: BroadcastService,
  ) {}

  readonly needs: Readonly<Record<Topic, Permission>> = {
    status: 'system:read',
    queues: 'system:read',
    broadcasts: 'broadcasts:read',
  };

  read(topic: Topic): Promise<unknown> {
    switch (topic) {
      case 'status':
        return this.readStatus();
      case 'queues':
        return this.queues.counts();
      case 'broadcasts':
        return this.readBroadcasts();
    }
  }

  /** Without what differs at every look, so that an event means that something has changed. */
  private async readStatus() {
    const { healthy, parts, breakers } = await this.status.readVitals();
    return {
      healthy,
      parts: parts.map(({ name, required, state }) => ({ name, required, state })),
      breakers: breakers.map(({ name, state, since }) => ({ name, state, since })),
    };
  }

  private async readBroadcasts() {
    const moving = await this.broadcasts.listMoving(SHOWN_BROADCASTS);
    return Promise.all(
      moving.map(async (broadcast) => {
        const { id, status, counts, pauseReason, startAt } = broadcast;
        const pace = status === 'running' ? await this.broadcasts.pace(broadcast) : null;
        return { id, status, counts, pauseReason, startAt, pace };
      }),
    );
  }
}
