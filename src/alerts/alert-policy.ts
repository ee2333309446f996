import { type Alert, type AlertKind, keyOf, type Trouble } from './alert';

/** How long something must last before it counts. */
export interface AlertRules {
  readonly startAfterMs: number;
  readonly endAfterMs: number;
}

/** One look at the whole application. */
export interface Look {
  readonly troubles: readonly Trouble[];
  /** Kinds that could not be looked at: nothing is concluded about them. */
  readonly unknown: readonly AlertKind[];
}

/** What an owner is to be told of an alert. `past`: that there was one, in a single message, since its start could not be told. */
export type Telling = 'start' | 'end' | 'past';

/** An alert whose end could not be told for this long is forgotten. */
const FORGET_AFTER_MS = 24 * 3_600_000;

/**
 * Moves every alert on by one look. Trouble that comes and goes within the rules' times is one alert: it starts once and
 * ends once. Pure: what is answered replaces what was there.
 */
export function advance(alerts: readonly Alert[], look: Look, nowMs: number, rules: AlertRules): Alert[] {
  const troubles = new Map(look.troubles.map((trouble) => [keyOf(trouble), trouble]));
  const moved = alerts.flatMap((alert) => {
    const isTroubled = troubles.delete(alert.key);
    if (look.unknown.includes(alert.kind)) return [alert];
    return move(alert, isTroubled, nowMs, rules) ?? [];
  });
  const begun = [...troubles].map(([key, { kind, subject }]): Alert => {
    const suspected = {
      key,
      kind,
      subject,
      phase: 'suspected',
      phaseSinceMs: nowMs,
      startedAtMs: nowMs,
      told: {},
    } as const;
    return move(suspected, true, nowMs, rules) ?? suspected;
  });
  return [...moved, ...begun];
}

function move(alert: Alert, isTroubled: boolean, nowMs: number, rules: AlertRules): Alert | null {
  const lastedMs = nowMs - alert.phaseSinceMs;
  switch (alert.phase) {
    case 'suspected':
      if (!isTroubled) return null;
      return lastedMs >= rules.startAfterMs ? { ...alert, phase: 'firing', phaseSinceMs: nowMs } : alert;
    case 'firing':
      if (isTroubled) return alert;
      return move({ ...alert, phase: 'easing', phaseSinceMs: nowMs }, false, nowMs, rules);
    case 'easing':
      if (isTroubled) return { ...alert, phase: 'firing', phaseSinceMs: nowMs };
      // The time stays that of the last trouble: that is when it ended.
      return lastedMs >= rules.endAfterMs ? { ...alert, phase: 'over' } : alert;
    case 'over':
      if (isTroubled) return { ...alert, phase: 'firing', phaseSinceMs: nowMs, told: withoutEnds(alert.told) };
      return lastedMs >= FORGET_AFTER_MS ? null : alert;
  }
}

/** Whoever was told of the end is told of the new start. */
const withoutEnds = (told: Alert['told']): Alert['told'] =>
  Object.fromEntries(Object.entries(told).filter(([, last]) => last !== 'end'));

/** What this owner should be told of the alert now, if anything. */
export function tellingFor({ phase, told }: Alert, ownerId: number): Telling | null {
  const last = told[ownerId];
  if (phase === 'firing') return last === undefined ? 'start' : null;
  if (phase !== 'over' || last === 'end') return null;
  return last === 'start' ? 'end' : 'past';
}

/** Whether nothing is left to be told to anybody. */
export const isSettled = (alert: Alert, ownerIds: readonly number[]): boolean =>
  alert.phase === 'over' && ownerIds.every((ownerId) => tellingFor(alert, ownerId) === null);
