import type { BotContext } from '../bot-context';

export type Next = () => Promise<void>;

/** One station on an update's way to its handler. Calling `next` passes the update on; not calling it ends its way. */
export abstract class BotMiddleware {
  abstract handle(ctx: BotContext, next: Next): Promise<void>;
}
