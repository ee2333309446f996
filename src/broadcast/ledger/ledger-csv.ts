import type { LedgerEntry } from '../broadcast';

const COLUMNS = [
  'user_id',
  'first_name',
  'username',
  'status',
  'reason',
  'telegram_says',
  'message_id',
  'attempts',
  'time',
] as const;

/** The first line, with a mark by which spreadsheets know UTF-8. */
export const csvHead = `\uFEFF${COLUMNS.join(',')}\r\n`;

/** One recipient as a line of CSV (RFC 4180). */
export function csvLine(entry: LedgerEntry): string {
  const fields = [
    entry.userId,
    entry.firstName,
    entry.username,
    entry.status,
    entry.reason,
    entry.detail,
    entry.messageId,
    entry.attempts,
    entry.settledAt?.toISOString(),
  ];
  return `${fields.map(field).join(',')}\r\n`;
}

function field(value: string | number | null | undefined): string {
  if (typeof value !== 'string') return value === null || value === undefined ? '' : String(value);
  // A spreadsheet would run a name like "=HYPERLINK(…)".
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
