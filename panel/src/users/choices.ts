import type { Person } from '../api/types';

/** Each language by its own name, as in the menu of languages. */
export const languageChoices = [
  { id: 'uz', name: 'Oʻzbekcha' },
  { id: 'ru', name: 'Русский' },
  { id: 'en', name: 'English' },
] as const satisfies readonly { id: Person['language']; name: string }[];

export const reachabilities = [
  'reachable',
  'blocked',
  'deactivated',
] as const satisfies readonly Person['reachability'][];
