import { useMemo } from 'react';
import { useLocale } from 'react-admin';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const AGES: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** Numbers, sizes and times as people write them in the chosen language. */
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
}

export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => formatIn(locale), [locale]);
}

function formatIn(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const hours = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return {
    number: (value) => numbers.format(value),
    bytes(value) {
      const step = value < 1_000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(value) / 3));
      const size = value / 1_000 ** step;
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: UNITS[step],
        unitDisplay: step === 0 ? 'long' : 'short',
        maximumFractionDigits: size < 10 && step > 0 ? 1 : 0,
      }).format(size);
    },
    date: (moment) => dates.format(new Date(moment)),
    time: (moment) => hours.format(new Date(moment)),
    dateTime: (moment) => moments.format(new Date(moment)),
    ago(moment) {
      const seconds = (Date.parse(moment) - Date.now()) / 1_000;
      const [unit, length] = AGES.find(([, size]) => Math.abs(seconds) >= size) ?? (['second', 1] as const);
      return ages.format(Math.trunc(seconds / length), unit);
    },
    span(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      const parts = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
      if (parts[0] === 0) parts.shift();
      return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
    },
    duration(seconds) {
      const [unit, value] =
        seconds < 60
          ? (['second', Math.ceil(seconds)] as const)
          : seconds < 7_200
            ? (['minute', Math.ceil(seconds / 60)] as const)
            : (['hour', seconds / 3_600] as const);
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'long',
        maximumFractionDigits: 1,
      }).format(value);
    },
    percent: (share) => shares.format(share),
  };
}
