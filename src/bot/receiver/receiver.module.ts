import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { InboxModule } from './inbox/inbox.module';
import { OutcomeRecorder } from './inbox/outcome-recorder';
import { PollReceiver } from './polling/poll-receiver';
import { ReceiverHealth } from './receiver.health';
import { ReceiverMetrics } from './receiver.metrics';
import { ReceiverService } from './receiver.service';
import { ReceiverStatus } from './receiver-status';
import { UpdateRunner } from './update-runner';
import { WebhookEndpoint } from './webhook/webhook-endpoint';
import { WebhookReceiver } from './webhook/webhook-receiver';
import { WebhookRegistration } from './webhook/webhook-registration';

/**
 * Gets updates from Telegram to the bot: each stored first, handled once, in order per chat. What an update means is
 * decided behind `UpdateHandler`.
 */
@Module({})
export class ReceiverModule {
  /** `handlers` is the module that exports an `UpdateHandler`. */
  static deliverTo(handlers: Type | DynamicModule): DynamicModule {
    return {
      module: ReceiverModule,
      imports: [handlers, InboxModule],
      providers: [
        OutcomeRecorder,
        UpdateRunner,
        ReceiverStatus,
        ReceiverHealth,
        ReceiverMetrics,
        PollReceiver,
        WebhookRegistration,
        WebhookReceiver,
        WebhookEndpoint,
        ReceiverService,
      ],
      exports: [ReceiverService, ReceiverStatus],
    };
  }
}
