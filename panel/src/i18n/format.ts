/** Numbers, sizes and times as people write them in one language. */
export interface Format {
  number(value: number): string;
  bytes(value: number): string;
  date(moment: string): string;
  dateTime(moment: string): string;
  /** The hour and minute. */
  time(moment: string): string;
  /** How long ago, or how soon. */
  ago(moment: string): string;
  /** A span such as `7:05` or `1:02:03`. */
  span(seconds: number): string;
  /** A span in words, as far as anybody wants to know: `40 seconds`, `7 minutes`, `2.5 hours`. */
  duration(seconds: number): string;
  percent(share: number): string;
  /** A span too short for anything else: `142 ms`. */
  milliseconds(value: number): string;
}

export type TimeUnit = 'day' | 'hour' | 'minute' | 'second';

const AGES: readonly (readonly [TimeUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];
const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** The same in all languages. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** How far a moment is from now, in the unit that people would take; what is past is negative. */
export function distanceOf(moment: string, now = Date.now()): { value: number; unit: TimeUnit } {
  const seconds = (Date.parse(moment) - now) / 1_000;
  const [unit, length] = AGES.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
  return { value: Math.trunc(seconds / length), unit };
}

/** How long something takes, as exact as is of use. */
export function durationOf(seconds: number): { value: number; unit: TimeUnit } {
  if (seconds < 60) return { value: Math.ceil(seconds), unit: 'second' };
  if (seconds < 7_200) return { value: Math.ceil(seconds / 60), unit: 'minute' };
  return { value: seconds / 3_600, unit: 'hour' };
}

/** A size in the unit that keeps its number short, and how many digits are worth showing after its point. */
export function sizeOf(bytes: number): { value: number; unit: (typeof SIZES)[number]; digits: 0 | 1 } {
  const step = bytes < 1_000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** step;
  return { value, unit: SIZES[step] ?? 'byte', digits: value < 10 && step > 0 ? 1 : 0 };
}
