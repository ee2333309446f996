import type { BroadcastButton } from '../broadcast';
import { BroadcastButtonInvalid } from '../broadcast.errors';

/** More than a message can show with sense; Telegram itself stops at a hundred. */
const MAX_ROWS = 20;
const MAX_PER_ROW = 4;
const MAX_LABEL = 64;
const PROTOCOLS = new Set(['http:', 'https:', 'tg:']);

/** Throws `BroadcastButtonInvalid` for the first button that Telegram would not take. */
export function checkButtons(rows: readonly (readonly BroadcastButton[])[]): void {
  const crowded = rows.find((row) => row.length === 0 || row.length > MAX_PER_ROW) ?? rows[MAX_ROWS];
  if (crowded) throw new BroadcastButtonInvalid(crowded.map(({ text }) => text).join(' | '));
  for (const { text, url } of rows.flat()) {
    if (text.trim() === '' || text.length > MAX_LABEL || !isAddress(url)) {
      throw new BroadcastButtonInvalid(`${text} - ${url}`.slice(0, 2 * MAX_LABEL));
    }
  }
}

/**
 * Reads buttons as people write them: one row a line, `text - address`, several in a row with `|` between them. Throws
 * `BroadcastButtonInvalid` for the first that is none.
 */
export function readButtons(text: string): BroadcastButton[][] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) => line.split(' | ').map(readButton));
  if (rows.length === 0) throw new BroadcastButtonInvalid('');
  checkButtons(rows);
  return rows;
}

function readButton(text: string): BroadcastButton {
  const found = /^\s*(.+?)\s+[-–—]\s+(\S+)\s*$/.exec(text);
  if (!found?.[1] || !found[2]) throw new BroadcastButtonInvalid(text.trim().slice(0, MAX_LABEL));
  return { text: found[1], url: /^[a-z]+:/i.test(found[2]) ? found[2] : `https://${found[2]}` };
}

function isAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return PROTOCOLS.has(protocol) && (protocol === 'tg:' || hostname.includes('.'));
}
