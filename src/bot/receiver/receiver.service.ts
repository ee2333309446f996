import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config';
import { UpdateInbox } from './inbox/update-inbox.repository';
import { PollReceiver } from './polling/poll-receiver';
import { type Receiver } from './receiver';
import { WebhookReceiver } from './webhook/webhook-receiver';

/** The part of the shutdown time that running handlers may use; the rest is for closing what they use. */
const SHARE_OF_SHUTDOWN = 0.7;

/** Starts receiving in the configured mode once the application is ready, and stops before anything else does. */
@Injectable()
export class ReceiverService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly receiver: Receiver;

  constructor(
    private readonly config: AppConfig,
    private readonly inbox: UpdateInbox,
    poll: PollReceiver,
    webhook: WebhookReceiver,
  ) {
    this.receiver = config.telegram.webhook ? webhook : poll;
  }

  onApplicationBootstrap(): void {
    this.receiver.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.receiver.stop(this.config.server.shutdownTimeoutMs * SHARE_OF_SHUTDOWN);
  }

  /** Deletes handled updates older than `olderThan`; for the scheduler. Answers how many. */
  pruneHandled(olderThan: Date): Promise<number> {
    return this.inbox.pruneHandled(olderThan);
  }
}
