import { Injectable } from '@nestjs/common';
import { Composer, type MiddlewareFn } from 'telegraf';
import { classify } from './arrival';
import type { BotContext } from './bot-context';
import { AnswerCallbackMiddleware } from './middleware/answer-callback.middleware';
import type { BotMiddleware } from './middleware/bot-middleware';
import { DialogueSessionMiddleware } from './middleware/dialogue-session.middleware';
import { ErrorBoundaryMiddleware } from './middleware/error-boundary.middleware';
import { MeasureUpdateMiddleware } from './middleware/measure-update.middleware';
import { MembershipMiddleware } from './middleware/membership.middleware';
import { RateLimitMiddleware } from './middleware/rate-limit.middleware';
import { RecogniseSenderMiddleware } from './middleware/recognise-sender.middleware';
import { SubscriptionGateMiddleware } from './middleware/subscription-gate.middleware';

const asFunction =
  (middleware: BotMiddleware): MiddlewareFn<BotContext> =>
  (ctx, next) =>
    middleware.handle(ctx, next);

/**
 * The way of every update to its handler, in this order: who is it, may they be here, in which language → are they too
 * fast → have they joined the channels → where were we. That each update comes once is the receiver's work.
 */
@Injectable()
export class BotPipeline {
  readonly middlewares: readonly MiddlewareFn<BotContext>[];

  constructor(
    measureUpdate: MeasureUpdateMiddleware,
    answerCallback: AnswerCallbackMiddleware,
    errorBoundary: ErrorBoundaryMiddleware,
    recogniseSender: RecogniseSenderMiddleware,
    rateLimit: RateLimitMiddleware,
    subscriptionGate: SubscriptionGateMiddleware,
    dialogueSession: DialogueSessionMiddleware,
    membership: MembershipMiddleware,
  ) {
    const arrived: MiddlewareFn<BotContext> = (ctx, next) => {
      ctx.outcome = 'handled';
      return next();
    };
    const readAhead: MiddlewareFn<BotContext> = (ctx, next) => {
      dialogueSession.readAhead(ctx);
      return next();
    };
    const forActions = Composer.compose([
      asFunction(recogniseSender),
      readAhead,
      ...[rateLimit, subscriptionGate, dialogueSession].map(asFunction),
      arrived,
    ]);
    const forMembership = asFunction(membership);
    this.middlewares = [
      asFunction(measureUpdate),
      asFunction(answerCallback),
      asFunction(errorBoundary),
      (ctx, next) => {
        const arrival = classify(ctx.update);
        if (arrival === 'action') return forActions(ctx, next);
        return arrival === 'membership' ? forMembership(ctx, next) : Promise.resolve();
      },
    ];
  }
}
