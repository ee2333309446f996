import type { Setting } from '../api/types';
import { useFormat } from '../i18n/use-format';
import { useText } from '../i18n/use-text';

/** A value of a setting in words: with its unit, or what an empty list means. */
export function useShownValue(): (setting: Setting, value: Setting['value']) => string {
  const text = useText();
  const format = useFormat();
  return (setting, value) => {
    if (typeof value !== 'number') return value.length === 0 ? text('resources.settings.none') : value.join(', ');
    const unit = unitOf(setting);
    return unit ? `${format.number(value)} ${text(`resources.settings.units.${unit}`)}` : format.number(value);
  };
}

const UNITS = {
  'actions per minute': 'perMinute',
  'requests per minute': 'perMinute',
  'failures per minute': 'perMinute',
  seconds: 'seconds',
  recordings: 'recordings',
  jobs: 'jobs',
} as const;

/** The name of a unit in the texts. One that is new there is not known here yet. */
export const unitOf = ({ unit }: Pick<Setting, 'unit'>): (typeof UNITS)[keyof typeof UNITS] | undefined =>
  unit === null ? undefined : UNITS[unit as keyof typeof UNITS];
