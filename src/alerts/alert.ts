/**
 * What an alert is about. `telegram`: it can't be reached. `receiver`: nothing moves where updates come in. `part`: a part of
 * a process that reports itself down. `errors`: too many unexpected failures. `queue`: too much waits, or for too long.
 */
export const alertKinds = [
  'database',
  'telegram',
  'redis',
  'receiver',
  'breaker',
  'part',
  'errors',
  'queue',
  'task',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Something that is wrong right now. */
export interface Trouble {
  readonly kind: AlertKind;
  /** Which one, where there are several: a queue's, a task's, a breaker's name. From the code, not from people. */
  readonly subject: string | null;
}

/**
 * `suspected`: seen, but not for long enough. `firing`: the owners should know. `easing`: gone, but not for long enough.
 * `over`: the owners should know that, too.
 */
export type AlertPhase = 'suspected' | 'firing' | 'easing' | 'over';

export interface Alert extends Trouble {
  readonly key: string;
  readonly phase: AlertPhase;
  readonly phaseSinceMs: number;
  /** When the trouble was first seen. */
  readonly startedAtMs: number;
  /** By owner: the last that was told. Who can't be told anything counts as told all. */
  readonly told: Readonly<Record<string, 'start' | 'end'>>;
}

export const keyOf = ({ kind, subject }: Trouble): string => (subject === null ? kind : `${kind}:${subject}`);
