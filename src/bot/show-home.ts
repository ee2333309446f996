import type { BotContext } from './bot-context';
import { showScreen } from './show-screen';
import { homeScreen } from './views/home.view';

/** Shows the first screen, with the tools that this person may use. */
export async function showHome(ctx: BotContext): Promise<void> {
  const { first_name: botName, supports_inline_queries: hasInlineMode } = ctx.botInfo;
  await showScreen(ctx, homeScreen(ctx.words, { user: ctx.user, botName, hasInlineMode }));
}
