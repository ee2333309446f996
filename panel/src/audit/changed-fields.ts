import type { AuditEntry } from '../api/types';

export type Values = AuditEntry['before'];

interface ChangedField {
  readonly field: string;
  /** Undefined when there was nothing before. */
  readonly was: unknown;
  /** Undefined when there is nothing after. */
  readonly is: unknown;
}

/** Longer ones are texts that somebody wrote; how they begin tells which. */
const LONGEST_SHOWN = 200;

/** The fields that differ, in the order in which they were written down. */
export function changedFields(before: Values, after: Values): ChangedField[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, was: before?.[field], is: after?.[field] }))
    .filter(({ was, is }) => JSON.stringify(was) !== JSON.stringify(is));
}

/** A value as one line of text. */
export function worded(value: unknown): string {
  const whole = lineOf(value);
  const letters = Array.from(whole);
  return letters.length > LONGEST_SHOWN ? `${letters.slice(0, LONGEST_SHOWN).join('')}…` : whole;
}

function lineOf(value: unknown): string {
  if (value === null || value === '') return '—';
  if (typeof value === 'string') return value;
  const isPlainList = Array.isArray(value) && value.every((item) => typeof item !== 'object');
  return isPlainList ? value.join(', ') || '—' : JSON.stringify(value);
}
