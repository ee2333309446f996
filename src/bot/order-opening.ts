import { Injectable } from '@nestjs/common';
import { OrderIntakeService } from '../orders';
import type { BotContext } from './bot-context';
import { inviteToPrivate } from './enter-dialogue';
import { showScreen } from './show-screen';
import { codeIntakeScreen } from './views/order-intake.view';

/** Begins an order by its product's code, whether it was typed, tapped or came with a deep link. */
@Injectable()
export class OrderOpening {
  constructor(private readonly intake: OrderIntakeService) {}

  /** Safe twice: an order that waits for its media is found again. What is ordered stays out of groups. */
  async open(ctx: BotContext, code: string): Promise<void> {
    if (!ctx.isPrivate) {
      await inviteToPrivate(ctx, /^[\w-]{1,32}$/.test(code) ? `order_${code}` : undefined);
      return;
    }
    await showScreen(ctx, codeIntakeScreen(ctx.words, await this.intake.beginByCode({ userId: ctx.user.id, code })));
  }
}
