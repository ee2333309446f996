import { useTranslate } from 'react-admin';
import type { Messages } from './en';

type KeysOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : KeysOf<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

/** The address of a text. One that doesn't exist does not compile. */
export type TextKey = KeysOf<Omit<Messages, 'ra'>>;

/** The texts of the page in the chosen language. Placeholders are `%{name}`; `smart_count` chooses the plural. */
export function useText(): (key: TextKey, params?: Record<string, string | number>) => string {
  return useTranslate();
}
