import { Injectable } from '@nestjs/common';
import type { BotContext } from '../bot-context';
import { BotMiddleware, type Next } from './bot-middleware';

/** Answers every callback query, whatever became of it: otherwise the button's clock runs for a minute. */
@Injectable()
export class AnswerCallbackMiddleware extends BotMiddleware {
  async handle(ctx: BotContext, next: Next): Promise<void> {
    try {
      await next();
    } finally {
      await ctx.answerOnce();
    }
  }
}
