import type { z } from 'zod';
import type { BotContext } from './bot-context';
import type { CallbackData } from './callback-data';

type Fields = Record<string, z.ZodType<string | number>>;

/** Reads what a tapped button carries. Data that nobody was ever given is answered as a stale button: `null`. */
export async function valuesOf<Shape extends Fields>(ctx: BotContext, button: CallbackData<Shape>) {
  const query = ctx.callbackQuery;
  const values = query && 'data' in query ? button.parse(query.data) : null;
  if (!values) await ctx.answerOnce(ctx.words.plain('errors.staleButton'), { alert: true });
  return values;
}
