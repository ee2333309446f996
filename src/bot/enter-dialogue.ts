import type { BotContext } from './bot-context';
import { showScreen } from './show-screen';

/** Begins a dialogue. Dialogues are held in private chats: in a group, others would talk into them. */
export async function enterDialogue(ctx: BotContext, id: string, state: object = {}): Promise<void> {
  if (ctx.isPrivate) {
    await ctx.scene.enter(id, state);
    return;
  }
  await showScreen(ctx, {
    html: ctx.words.t('errors.privateOnly'),
    buttons: [[{ text: ctx.words.plain('errors.openPrivate'), url: `https://t.me/${ctx.me}` }]],
  });
}
