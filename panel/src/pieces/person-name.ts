import type { Person } from '../api/types';

/** What people call themselves; somebody without any name is known by their id. */
export const nameOf = ({ firstName, lastName, id }: Pick<Person, 'firstName' | 'lastName' | 'id'>): string =>
  [firstName, lastName].filter(Boolean).join(' ').trim() || String(id);

const LONGEST_NAME = 60;

/** A row or a sentence is no place for a name that fills the screen; the page of the person has it whole. */
export function shortNameOf(person: Pick<Person, 'firstName' | 'lastName' | 'id'>): string {
  const letters = Array.from(nameOf(person));
  return letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join('')}…` : letters.join('');
}
