import type { Person } from '../api/types';

/** What people call themselves; somebody without any name is known by their id. */
export const nameOf = ({ firstName, lastName, id }: Pick<Person, 'firstName' | 'lastName' | 'id'>): string =>
  [firstName, lastName].filter(Boolean).join(' ').trim() || String(id);
