import { Injectable } from '@nestjs/common';
import { normaliseCode, OrderIntakeService } from '../orders';
import type { BotContext } from './bot-context';
import { inviteToPrivate } from './enter-dialogue';
import { orderLinkPayload } from './links';
import { showScreen } from './show-screen';
import { codeIntakeScreen } from './views/order-intake.view';

/** Begins an order by its product's code, whether it was typed, tapped or came with a deep link. */
@Injectable()
export class OrderOpening {
  constructor(private readonly intake: OrderIntakeService) {}

  /** Safe twice: an order that waits for its media is found again. What is ordered stays out of groups. */
  async open(ctx: BotContext, code: string): Promise<void> {
    if (!ctx.isPrivate) {
      const known = normaliseCode(code);
      await inviteToPrivate(ctx, known === null ? undefined : orderLinkPayload(known));
      return;
    }
    await showScreen(ctx, codeIntakeScreen(ctx.words, await this.intake.beginByCode({ userId: ctx.user.id, code })));
  }
}
