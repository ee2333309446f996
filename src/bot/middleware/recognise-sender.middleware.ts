import { Injectable } from '@nestjs/common';
import { I18n } from '../../i18n';
import { UserService } from '../../users';
import { profileOf } from '../arrival';
import type { BotContext } from '../bot-context';
import { BotMiddleware, type Next } from './bot-middleware';

/** Loads or creates the sender and chooses their language. Who is blocked by an admin gets no answer at all. */
@Injectable()
export class RecogniseSenderMiddleware extends BotMiddleware {
  constructor(
    private readonly users: UserService,
    private readonly i18n: I18n,
  ) {
    super();
  }

  async handle(ctx: BotContext, next: Next): Promise<void> {
    const profile = profileOf(ctx.update);
    if (!profile) return;
    const user = await this.users.recognise(profile);
    if (user.blockedAt) return;
    // Somebody who writes to us has unblocked the bot, even if the news of it was missed.
    if (user.reachability !== 'reachable' && ctx.isPrivate && ctx.message) await this.users.markReachable(user.id);
    ctx.recognise(user, this.i18n);
    await next();
  }
}
