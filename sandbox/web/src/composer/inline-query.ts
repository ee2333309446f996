import type { BotView } from '../../../src/control/contract';

/** Recognises `@bot words` as an inline query to one of these bots. */
export function readInlineQuery(text: string, bots: readonly BotView[]): { bot: BotView; query: string } | undefined {
  const match = /^@(\w+)\s([^]*)$/.exec(text);
  const username = match?.[1]?.toLowerCase();
  const bot = bots.find((candidate) => candidate.username?.toLowerCase() === username);
  return bot && { bot, query: match?.[2] ?? '' };
}
