/** Telegram counts a message's length in UTF-16 code units (https://core.telegram.org/bots/api#sendmessage). */
export const MESSAGE_LIMIT = 4096;

/**
 * Cuts a text into pieces of at most `limit` UTF-16 units, at white space wherever there is some; a single word longer
 * than that is cut inside, but never inside a character. No piece is blank, and joined by spaces they hold every word.
 */
export function splitText(text: string, limit = MESSAGE_LIMIT): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (rest.length > limit) {
    const cut = cutPosition(rest, limit);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') pieces.push(rest);
  return pieces;
}

function cutPosition(text: string, limit: number): number {
  for (let position = limit; position > 0; position -= 1) {
    if (/\s/.test(text.charAt(position))) return position;
  }
  return isLowSurrogate(text.charCodeAt(limit)) && limit > 1 ? limit - 1 : limit;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
