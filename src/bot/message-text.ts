import type { BotContext } from './bot-context';

/** Longer than any that Telegram gives. */
const MAX_ALBUM_ID = 64;

export interface Command {
  /** Lower case, without the slash and the bot's name. */
  readonly name: string;
  /** What follows it, trimmed; may be empty. */
  readonly argument: string;
}

/** The text of a message, never of a caption. Without NUL, which neither PostgreSQL's text nor its JSON can hold. */
export function textOf(ctx: BotContext): string | undefined {
  const message = ctx.message;
  return message && 'text' in message && typeof message.text === 'string'
    ? message.text.replaceAll('\0', '')
    : undefined;
}

/** Telegram's `media_group_id`, when a message is a piece of an album. */
export function albumIdOf(message: object | undefined): string | undefined {
  const id = message && 'media_group_id' in message ? message.media_group_id : undefined;
  return typeof id === 'string' && id !== '' && id.length <= MAX_ALBUM_ID ? id : undefined;
}

/** Reads `/name@bot argument`. Commands for another bot in the same group are not ours. */
export function commandOf(ctx: BotContext): Command | undefined {
  const match = /^\/([a-z\d_]{1,32})(?:@(\w+))?(?:\s+([\s\S]*))?$/i.exec(textOf(ctx) ?? '');
  if (!match?.[1]) return undefined;
  if (match[2] && match[2].toLowerCase() !== ctx.me.toLowerCase()) return undefined;
  return { name: match[1].toLowerCase(), argument: match[3]?.trim() ?? '' };
}
