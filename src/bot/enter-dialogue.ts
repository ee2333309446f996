import type { BotContext } from './bot-context';
import { botLink } from './links';
import { showScreen } from './show-screen';

/** Begins a dialogue. Dialogues are held in private chats: in a group, others would talk into them. */
export async function enterDialogue(ctx: BotContext, id: string, state: object = {}): Promise<void> {
  if (ctx.isPrivate) {
    await ctx.scene.enter(id, state);
    return;
  }
  await inviteToPrivate(ctx);
}

/** Shows the way into the private chat, for what is not done in front of others. `payload`: a deep link to go on with. */
export async function inviteToPrivate(ctx: BotContext, payload?: string): Promise<void> {
  await showScreen(ctx, {
    html: ctx.words.t('errors.privateOnly'),
    buttons: [[{ text: ctx.words.plain('errors.openPrivate'), url: botLink(ctx.me, payload) }]],
  });
}
