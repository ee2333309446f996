import type { LastRun } from '../coordination';
import type { SeenProcess } from '../observability';
import type { QueueDepth } from '../queue';
import { keyOf, type Trouble } from './alert';

/** What is known of the application at one moment. */
export interface Situation {
  readonly processes: readonly Pick<SeenProcess, 'parts' | 'errorsLastMinute'>[];
  readonly queues: readonly QueueDepth[];
  readonly tasks: readonly Pick<LastRun, 'taskId' | 'outcome'>[];
}

export interface AlertThresholds {
  readonly errorsPerMinute: number;
  readonly queueDepth: number;
  readonly queueWaitMs: number;
}

/** Once it has passed a threshold, a figure must fall to this share of it before the trouble is over. */
const RELEASE_SHARE = 0.5;

/** Parts whose trouble has a kind of its own, or is only the consequence of another's. */
const PARTS_WITH_OWN_KIND = ['database', 'queues', 'receiver', 'redis', 'resilience', 'schedules', 'telegram'];
/** The same of breakers. */
const BREAKERS_WITH_OWN_KIND = ['redis', 'telegram-api'];
const API_BREAKER = 'telegram-api';
/** How the part `resilience` names the state of a breaker among its facts. */
const BREAKER_STATE = /^breaker\.(.+)\.state$/;

type Part = SeenProcess['parts'][number];

/**
 * Everything that is wrong in a situation, each once, in however many processes it shows. `isKnown` says whether a trouble is
 * being watched already, which lowers the figures at which it is over.
 */
export function findTroubles(
  { processes, queues, tasks }: Situation,
  thresholds: AlertThresholds,
  isKnown: (key: string) => boolean,
): Trouble[] {
  const parts = processes.flatMap((process) => process.parts);
  const exceeds = (trouble: Trouble, value: number, threshold: number): boolean =>
    value >= threshold * (isKnown(keyOf(trouble)) ? RELEASE_SHARE : 1);

  const errors: Trouble = { kind: 'errors', subject: null };
  const errorCount = processes.reduce((sum, { errorsLastMinute }) => sum + errorsLastMinute, 0);
  const found: Trouble[] = [
    ...partTroubles(parts),
    ...(exceeds(errors, errorCount, thresholds.errorsPerMinute) ? [errors] : []),
    ...queues
      .map(({ queue, counts, oldestWaitMs }) => ({
        trouble: { kind: 'queue', subject: queue } as const,
        counts,
        oldestWaitMs,
      }))
      .filter(
        ({ trouble, counts, oldestWaitMs }) =>
          exceeds(trouble, counts.waiting, thresholds.queueDepth) ||
          exceeds(trouble, oldestWaitMs, thresholds.queueWaitMs),
      )
      .map(({ trouble }) => trouble),
    ...tasks
      .filter(({ outcome }) => outcome === 'failed')
      .map(({ taskId }): Trouble => ({ kind: 'task', subject: taskId })),
  ];
  return [...new Map(found.map((trouble) => [keyOf(trouble), trouble])).values()];
}

function partTroubles(parts: readonly Part[]): Trouble[] {
  const named = (name: string): Part[] => parts.filter((part) => part.name === name);
  const breakers = named('resilience').flatMap(breakerStates);
  const isTelegramAway =
    named('receiver').some(isCutOff) || breakers.some(([name, state]) => name === API_BREAKER && state !== 'closed');
  return [
    ...(isTelegramAway ? [{ kind: 'telegram', subject: null } as const] : []),
    ...(named('receiver').some(({ state }) => state === 'down') ? [{ kind: 'receiver', subject: null } as const] : []),
    ...(named('redis').some(({ state }) => state !== 'up') ? [{ kind: 'redis', subject: null } as const] : []),
    ...breakers
      // Files that don't come through are no news while nothing does.
      .filter(
        ([name, state]) =>
          state === 'open' &&
          !BREAKERS_WITH_OWN_KIND.includes(name) &&
          !(isTelegramAway && name.startsWith('telegram-')),
      )
      .map(([subject]): Trouble => ({ kind: 'breaker', subject })),
    ...parts
      .filter(({ name, state }) => state === 'down' && !PARTS_WITH_OWN_KIND.includes(name))
      .map(({ name }): Trouble => ({ kind: 'part', subject: name })),
  ];
}

/** Every breaker of a process with its state. */
const breakerStates = ({ details }: Part): [string, unknown][] =>
  Object.entries(details ?? {}).flatMap(([fact, value]): [string, unknown][] => {
    const name = BREAKER_STATE.exec(fact)?.[1];
    return name === undefined ? [] : [[name, value]];
  });

/** The receiver waits after a failure that was Telegram's, not the database's. */
const isCutOff = ({ state, details }: Part): boolean =>
  state === 'degraded' && String(details?.lastError ?? '').startsWith('Telegram');
