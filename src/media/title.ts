import { TitleMissing } from './media.errors';

/** Room for the suffix within the 255 bytes a file name may have, and for a title on one line of a button. */
const MAX_TITLE_LENGTH = 200;
const MAX_TAGS = 20;
const MAX_TAG_LENGTH = 40;

/** Control characters, and marks that turn the direction of text: with them `gpj.exe` reads as `exe.jpg`. */
const INVISIBLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line of readable text: composed, without control characters, single spaces, at most `maxLength` characters. */
function toSingleLine(text: string, maxLength: number): string {
  const line = text.slice(0, 10_000).normalize('NFC').replace(INVISIBLE, ' ').replace(/\s+/g, ' ').trim();
  return Array.from(line).slice(0, maxLength).join('').trim();
}

/** The title without the bot's suffix. Throws `TitleMissing` when nothing is left. */
export function toBareTitle(text: string, botName: string): string {
  const suffix = suffixOf(botName).trim().toLowerCase();
  let title = toSingleLine(text, MAX_TITLE_LENGTH + suffix.length + 1);
  while (suffix.length > 1 && title.toLowerCase().endsWith(suffix)) title = title.slice(0, -suffix.length).trim();
  title = toSingleLine(title, MAX_TITLE_LENGTH);
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(title)) throw new TitleMissing();
  return title;
}

/** `Guide` → `Guide - Bellhop`. A bot without a readable name adds nothing. */
export const addSuffix = (bareTitle: string, botName: string): string => {
  const suffix = suffixOf(botName);
  return suffix === ' - ' ? bareTitle : bareTitle + suffix;
};

const suffixOf = (botName: string): string => ` - ${toSingleLine(botName, 64)}`;

/** Distinct tags in their order, each one line and without its `#`; what is over 20 tags or 40 characters is cut. */
export function normaliseTags(tags: readonly string[]): string[] {
  const distinct = new Map<string, string>();
  for (const tag of tags) {
    const clean = toSingleLine(tag.replace(/^[\s#]+/, ''), MAX_TAG_LENGTH);
    if (clean !== '' && !distinct.has(clean.toLowerCase())) distinct.set(clean.toLowerCase(), clean);
    if (distinct.size === MAX_TAGS) break;
  }
  return [...distinct.values()];
}
