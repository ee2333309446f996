import type { Person } from '../api/types';
import { languageNames, locales } from '../i18n/locales';

export const languageChoices: readonly { id: Person['language']; name: string }[] = locales.map((id) => ({
  id,
  name: languageNames[id],
}));

export const reachabilities = [
  'reachable',
  'blocked',
  'deactivated',
] as const satisfies readonly Person['reachability'][];
