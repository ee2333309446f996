import { Module } from '@nestjs/common';
import { MediaModule } from '../media';
import { OrdersModule } from '../orders';
import { SettingsModule } from '../settings';
import { UsersModule } from '../users';
import { BotPipeline } from './bot-pipeline';
import { DeepLinks } from './deep-links';
import { FileDelivery } from './file-delivery';
import { AnswerCallbackMiddleware } from './middleware/answer-callback.middleware';
import { DialogueSessionMiddleware } from './middleware/dialogue-session.middleware';
import { ErrorBoundaryMiddleware } from './middleware/error-boundary.middleware';
import { MeasureUpdateMiddleware } from './middleware/measure-update.middleware';
import { MembershipMiddleware } from './middleware/membership.middleware';
import { RateLimitMiddleware } from './middleware/rate-limit.middleware';
import { RecogniseSenderMiddleware } from './middleware/recognise-sender.middleware';
import { SubscriptionGateMiddleware } from './middleware/subscription-gate.middleware';
import { OrderOpening } from './order-opening';
import { UpdateMetrics } from './update.metrics';

/**
 * What every update passes before a handler sees it. Apart from the bot's own module, because Telegraf is made with
 * this and handlers are made with Telegraf.
 */
@Module({
  imports: [UsersModule, MediaModule, OrdersModule, SettingsModule],
  providers: [
    UpdateMetrics,
    MeasureUpdateMiddleware,
    AnswerCallbackMiddleware,
    ErrorBoundaryMiddleware,
    RecogniseSenderMiddleware,
    RateLimitMiddleware,
    SubscriptionGateMiddleware,
    DialogueSessionMiddleware,
    MembershipMiddleware,
    DeepLinks,
    FileDelivery,
    OrderOpening,
    BotPipeline,
  ],
  exports: [BotPipeline, DeepLinks, FileDelivery, OrderOpening],
})
export class BotPipelineModule {}
