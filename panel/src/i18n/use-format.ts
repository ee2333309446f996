import { useMemo } from 'react';
import { useLocale } from 'react-admin';
import type { Format } from './format';
import { intlFormat } from './intl-format';
import { uzbekFormat } from './uzbek-format';

/** Numbers, sizes and times in the chosen language. */
export function useFormat(): Format {
  const locale = useLocale();
  return useMemo(() => (locale === 'uz' ? uzbekFormat : intlFormat(locale)), [locale]);
}
