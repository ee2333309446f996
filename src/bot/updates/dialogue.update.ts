import { Command, Ctx } from 'nestjs-telegraf';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { showScreen } from '../show-screen';
import { ChatUpdate, OnButton } from './update-decorators';

/** Leaving dialogues, and the buttons of dialogues that are over. */
@ChatUpdate()
export class DialogueUpdate {
  @Command('cancel')
  @OnButton(buttons.cancelDialogue)
  async cancel(@Ctx() ctx: BotContext): Promise<void> {
    const wasInDialogue = ctx.isInDialogue;
    if (wasInDialogue) await ctx.scene.leave();
    await showScreen(ctx, {
      html: ctx.words.t(wasInDialogue ? 'bot.dialogue.cancelled' : 'bot.dialogue.nothingToCancel'),
    });
  }

  @Command('skip')
  @OnButton(buttons.useSuggestion)
  @OnButton(buttons.skipTags)
  async nothingGoesOn(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerOnce(ctx.words.plain('errors.staleDialogue'), { alert: true });
    if (!ctx.callbackQuery) await ctx.replyWithHTML(ctx.words.t('errors.staleDialogue'));
  }

  @OnButton(buttons.stay)
  async stay(@Ctx() ctx: BotContext): Promise<void> {
    await ctx.answerOnce();
  }
}
