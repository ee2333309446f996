import { intlLocales, type Language } from './language';

const BYTE_UNITS: Record<Language, readonly string[]> = {
  uz: ['bayt', 'KB', 'MB', 'GB', 'TB'],
  ru: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
  en: ['bytes', 'KB', 'MB', 'GB', 'TB'],
};

const DURATION_UNITS: Record<Language, { hours: string; minutes: string; seconds: string }> = {
  uz: { hours: 'soat', minutes: 'daq', seconds: 'son' },
  ru: { hours: 'ч', minutes: 'мин', seconds: 'с' },
  en: { hours: 'h', minutes: 'min', seconds: 's' },
};

const perLanguage = <Format>(create: (locale: string) => Format): Record<Language, Format> => ({
  uz: create(intlLocales.uz),
  ru: create(intlLocales.ru),
  en: create(intlLocales.en),
});

const dateFormats = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
);
const timeFormats = perLanguage((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }));
const clockFormats = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
);
const numberFormats = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));

/** A size in the units Telegram's apps show, where 1 MB is 2^20 bytes: `3.4 MB`. */
export function formatBytes(language: Language, bytes: number): string {
  const units = BYTE_UNITS[language];
  let value = Math.max(0, bytes);
  let unit = 0;
  // 1023.95 would be rounded up to "1,024".
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const rounded = unit === 0 || value >= 100 ? Math.round(value) : value;
  return `${numberFormats[language].format(rounded)} ${units[unit] ?? ''}`;
}

/** A day as people write it: `2026-yil 22-noyabr`, `22 ноября 2026 г.`, `22 November 2026`. In the server's time zone. */
export function formatDate(language: Language, date: Date): string {
  if (language !== 'uz') return dateFormats[language].format(date);
  const parts = new Map(dateFormats.uz.formatToParts(date).map((part) => [part.type, part.value]));
  return `${parts.get('year') ?? ''}-yil ${parts.get('day') ?? ''}-${parts.get('month') ?? ''}`;
}

/** The day and the time of day, hours and minutes. */
export function formatDateTime(language: Language, date: Date): string {
  return `${formatDate(language, date)}, ${timeFormats[language].format(date)}`;
}

/** The time of day to the second: `12:03:10`. */
export function formatClock(language: Language, date: Date): string {
  return clockFormats[language].format(date);
}

/** A count with the thousands separated the way the language does it. */
export function formatNumber(language: Language, value: number): string {
  return numberFormats[language].format(value);
}

/** A length of time in its two largest units: `1 h 5 min`, `3 min 20 s`, `8 s`. Negative counts as zero. */
export function formatDuration(language: Language, milliseconds: number): string {
  const total = Math.max(0, Math.round(milliseconds / 1000));
  const { hours, minutes, seconds } = DURATION_UNITS[language];
  const parts: [number, string][] = [
    [Math.floor(total / 3600), hours],
    [Math.floor(total / 60) % 60, minutes],
    [total % 60, seconds],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return `0 ${seconds}`;
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${formatNumber(language, amount)} ${unit}`)
    .join(' ');
}
