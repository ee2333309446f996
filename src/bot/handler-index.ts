import type { MiddlewareFn, Telegraf } from 'telegraf';
import type { BotContext } from './bot-context';
import { commandOf } from './message-text';

type Handler = MiddlewareFn<BotContext>;

/**
 * Makes `bot` find the handler of a command or a button by looking it up. Telegraf asks every handler in turn, with
 * some ten promises each; for the forty of them that was most of what an update cost. Call it before handlers are
 * registered. What is registered with `on` and `use` is asked in turn as ever, after commands and buttons.
 */
export function indexHandlers(bot: Telegraf<BotContext>): void {
  const commands = new Map<string, Handler>();
  const actions: { pattern: RegExp; handler: Handler }[] = [];

  const find = (ctx: BotContext): { name: string; handler: Handler } | undefined => {
    const query = ctx.callbackQuery;
    if (query) {
      const data = 'data' in query && typeof query.data === 'string' ? query.data : '';
      const handler = actions.find(({ pattern }) => pattern.test(data))?.handler;
      return handler && { name: `button ${kindOfButton(data)}`, handler };
    }
    const name = commandOf(ctx)?.name ?? '';
    const handler = commands.get(name);
    return handler && { name: `/${name}`, handler };
  };
  const dispatch: Handler = (ctx, next) => {
    const found = find(ctx);
    if (!found) return next();
    ctx.handledBy = found.name;
    return found.handler(ctx, next);
  };

  let isInstalled = false;
  const install = (): void => {
    // Only now, so that it stands behind the dialogues, which are registered first.
    if (!isInstalled) bot.use(dispatch);
    isInstalled = true;
  };
  const index = {
    command(name: string, handler: Handler): void {
      install();
      commands.set(name, handler);
    },
    action(pattern: RegExp, handler: Handler): void {
      install();
      actions.push({ pattern, handler });
    },
  };
  Object.assign(bot, index);
}

/** `file:download:42` → `file:download`. A pattern has matched, so these two are words of ours. */
const kindOfButton = (data: string): string => data.split(':', 2).join(':');
