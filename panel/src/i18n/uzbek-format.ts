import { distanceOf, durationOf, type Format, sizeOf, span } from './format';

const MONTHS = ['yan', 'fev', 'mar', 'apr', 'may', 'iyn', 'iyl', 'avg', 'sen', 'okt', 'noy', 'dek'];
const TIMES = { day: 'kun', hour: 'soat', minute: 'daqiqa', second: 'soniya' } as const;
const SIZES = { byte: 'bayt', kilobyte: 'kB', megabyte: 'MB', gigabyte: 'GB', terabyte: 'TB' } as const;
const NO_BREAK = '\u00a0';

/** Chromium, for one, knows no Uzbek, and writes `-2 d` and `2026 M10 24` instead. */
export const uzbekFormat: Format = {
  number: (value) => written(value, 3),
  bytes(bytes) {
    const { value, unit, digits } = sizeOf(bytes);
    return `${written(value, digits)}${NO_BREAK}${SIZES[unit]}`;
  },
  date: (moment) => dateOf(new Date(moment)),
  dateTime: (moment) => `${dateOf(new Date(moment))}, ${timeOf(new Date(moment))}`,
  time: (moment) => timeOf(new Date(moment)),
  ago(moment) {
    const { value, unit } = distanceOf(moment);
    if (value === 0) return 'hozir';
    return value < 0 ? `${-value} ${TIMES[unit]} oldin` : `${value} ${TIMES[unit]}dan keyin`;
  },
  span,
  duration(seconds) {
    const { value, unit } = durationOf(seconds);
    return `${written(value, 1)} ${TIMES[unit]}`;
  },
  percent: (share) => `${written(share * 100, 1)}%`,
  milliseconds: (value) => `${written(value, 0)}${NO_BREAK}ms`,
};

/** Thousands apart, and a comma before what is less than one: as Russian does, which every browser knows. */
const written = (value: number, digits: number): string =>
  new Intl.NumberFormat('ru', { maximumFractionDigits: digits }).format(value);

const dateOf = (at: Date): string => `${at.getDate()}-${MONTHS[at.getMonth()]}, ${at.getFullYear()}`;

const timeOf = (at: Date): string =>
  [at.getHours(), at.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
