import type { BotContext } from './bot-context';
import { showScreen } from './show-screen';
import { homeScreen } from './views/home.view';

/** Shows the first screen, with the tools that this person may use. */
export async function showHome(ctx: BotContext): Promise<void> {
  await showScreen(ctx, homeScreen(ctx.words, { user: ctx.user, botName: ctx.botInfo.first_name }));
}
