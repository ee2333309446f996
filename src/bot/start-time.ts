const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const HALF_A_YEAR_MS = 183 * UNIT_MS.d;

/**
 * Reads a time as people write it, in the server's time zone: `+90m`, `+2h`, `+1d`, `18:30` (the next one), `25.12 09:00`,
 * `25.12.2026 09:00`, `2026-12-25 09:00`. Answers `null` when it is none; a time in the past is answered as it is.
 */
export function readStartTime(text: string, now: Date): Date | null {
  const trimmed = text.trim().toLowerCase();
  const relative = /^\+\s*(\d{1,4})\s*([mhd])[a-z]*$/.exec(trimmed);
  if (relative) return new Date(now.getTime() + Number(relative[1]) * UNIT_MS[relative[2] as keyof typeof UNIT_MS]);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(trimmed);
  if (clock) {
    const today = dateOf(now.getFullYear(), now.getMonth() + 1, now.getDate(), clock[1], clock[2]);
    if (today === null || today > now) return today;
    return dateOf(now.getFullYear(), now.getMonth() + 1, now.getDate() + 1, clock[1], clock[2], { rollsOver: true });
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})[t\s]+(\d{1,2}):(\d{2})$/.exec(trimmed);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[4], iso[5]);
  const dotted = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?\.?\s+(\d{1,2}):(\d{2})$/.exec(trimmed);
  if (!dotted) return null;
  const [, day, month, year, hours, minutes] = dotted;
  const date = dateOf(Number(year ?? now.getFullYear()), Number(month), Number(day), hours, minutes);
  // In December, "5.1" is next January; a few days ago is a mistake that should be told.
  const isNextYear = date !== null && year === undefined && now.getTime() - date.getTime() > HALF_A_YEAR_MS;
  return isNextYear ? dateOf(now.getFullYear() + 1, Number(month), Number(day), hours, minutes) : date;
}

/** `null` for the 31st of February and for 25 o'clock, unless days may roll over into the next month. */
function dateOf(
  year: number,
  month: number,
  day: number,
  hours = '',
  minutes = '',
  { rollsOver = false } = {},
): Date | null {
  if (Number(hours) > 23 || Number(minutes) > 59) return null;
  const date = new Date(year, month - 1, day, Number(hours), Number(minutes));
  const isReal = date.getMonth() === month - 1 && date.getDate() === day;
  return isReal || rollsOver ? date : null;
}
