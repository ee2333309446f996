import type { z } from 'zod';
import type { BotContext } from '../bot-context';

/**
 * Reads a dialogue's state, which may have been written by an older version of this code. State that no longer fits
 * ends the dialogue with a kind word, and the answer is `null`.
 */
export async function readState<Schema extends z.ZodType>(
  ctx: BotContext,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const parsed = schema.safeParse(ctx.scene.state);
  if (parsed.success) return parsed.data;
  await ctx.scene.leave();
  await ctx.replyWithHTML(ctx.words.t('bot.dialogue.expired'));
  return null;
}

/** Splits `a, b; c` into tags. Nothing is thrown away for its looks: the library decides what a tag may be. */
export const readTags = (text: string): string[] =>
  text
    .split(/[,;\n]+/)
    .map((tag) => tag.trim().replace(/^#/, ''))
    .filter((tag) => tag !== '');
