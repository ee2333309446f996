import { Command, Ctx } from 'nestjs-telegraf';
import { OrderService } from '../../orders';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { showScreen } from '../show-screen';
import { orderCard } from '../views/order-card.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** Leaving dialogues, and the buttons of dialogues that are over. */
@ChatUpdate()
export class DialogueUpdate {
  constructor(private readonly orders: OrderService) {}

  @Command('cancel')
  @OnButton(buttons.cancelDialogue)
  async cancel(@Ctx() ctx: BotContext): Promise<void> {
    const wasInDialogue = ctx.isInDialogue;
    if (wasInDialogue) await ctx.scene.leave();
    else if (await this.showWaitingOrder(ctx)) return;
    await showScreen(ctx, {
      html: ctx.words.t(wasInDialogue ? 'bot.dialogue.cancelled' : 'bot.dialogue.nothingToCancel'),
    });
  }

  /** Somebody who is asked for a series may mean that order: its card has the button that cancels it. */
  private async showWaitingOrder(ctx: BotContext): Promise<boolean> {
    const order = ctx.isPrivate ? await this.orders.awaitingSeries(ctx.user.id) : null;
    if (order) await showScreen(ctx, orderCard(ctx.words, { order, viewerId: ctx.user.id }));
    return order !== null;
  }

  @Command('skip')
  @OnButton(buttons.useSuggestion)
  @OnButton(buttons.skipTags)
  @OnButton(buttons.draftKind)
  @OnButton(buttons.draftKindsDone)
  @OnButton(buttons.skipPattern)
  async nothingGoesOn(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerOnce(ctx.words.plain('errors.staleDialogue'), { alert: true });
    if (!ctx.callbackQuery) await ctx.replyWithHTML(ctx.words.t('errors.staleDialogue'));
  }

  @OnButton(buttons.stay)
  async stay(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerOnce();
  }
}
