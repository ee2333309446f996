import { Injectable } from '@nestjs/common';
import { SubscriptionService, UserService } from '../../users';
import type { BotContext } from '../bot-context';
import { BotMiddleware } from './bot-middleware';

/** News about who is where: people blocking and unblocking the bot, joining, leaving and asking to join channels. */
@Injectable()
export class MembershipMiddleware extends BotMiddleware {
  constructor(
    private readonly users: UserService,
    private readonly subscriptions: SubscriptionService,
  ) {
    super();
  }

  async handle(ctx: BotContext): Promise<void> {
    ctx.handledBy = 'membership';
    ctx.outcome = 'handled';
    const { myChatMember, chatMember, chatJoinRequest } = ctx;
    if (myChatMember?.chat?.type === 'private' && myChatMember.new_chat_member) {
      const userId = myChatMember.chat.id;
      await (myChatMember.new_chat_member.status === 'kicked'
        ? this.users.markUnreachable(userId, 'blocked')
        : this.users.markReachable(userId));
    }
    if (chatMember?.chat && chatMember.new_chat_member?.user) {
      const { user, status } = chatMember.new_chat_member;
      await this.subscriptions.noteMembership(chatMember.chat.id, user.id, status);
    }
    if (chatJoinRequest?.chat && chatJoinRequest.from) {
      await this.subscriptions.noteJoinRequest(chatJoinRequest.chat.id, chatJoinRequest.from.id);
    }
  }
}
