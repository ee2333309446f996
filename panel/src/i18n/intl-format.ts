import { distanceOf, durationOf, type Format, sizeOf, span } from './format';

/** As the browser writes in a language that it knows. */
export function intlFormat(locale: string): Format {
  const numbers = new Intl.NumberFormat(locale);
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const instants = new Intl.NumberFormat(locale, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 });
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  const hours = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return {
    number: (value) => numbers.format(value),
    bytes(bytes) {
      const { value, unit, digits } = sizeOf(bytes);
      const unitDisplay = unit === 'byte' ? 'long' : 'short';
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: digits }).format(
        value,
      );
    },
    date: (moment) => dates.format(new Date(moment)),
    dateTime: (moment) => moments.format(new Date(moment)),
    time: (moment) => hours.format(new Date(moment)),
    ago(moment) {
      const { value, unit } = distanceOf(moment);
      return ages.format(value, unit);
    },
    span,
    duration(seconds) {
      const { value, unit } = durationOf(seconds);
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit,
        unitDisplay: 'long',
        maximumFractionDigits: 1,
      }).format(value);
    },
    percent: (share) => shares.format(share),
    milliseconds: (value) => instants.format(value),
  };
}
