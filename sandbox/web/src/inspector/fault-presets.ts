import type { Fault, NewFault } from '../../../src/control/contract';

export interface FaultPreset {
  name: string;
  hint: string;
  fault: NewFault;
}

/** The bad days that every bot has sooner or later. */
export const FAULT_PRESETS: readonly FaultPreset[] = [
  {
    name: 'Telegram is down',
    hint: 'every connection breaks',
    fault: { match: { method: '*' }, effect: { kind: 'down' } },
  },
  {
    name: 'Slow, 2 s',
    hint: 'every answer comes late',
    fault: { match: { method: '*' }, effect: { kind: 'delay', delayMs: 2_000 } },
  },
  {
    name: '500 for 30 s',
    hint: 'Internal Server Error, then well again',
    fault: { match: { method: '*' }, effect: { kind: 'status', status: 500 }, durationMs: 30_000 },
  },
  {
    name: '429, retry after 5',
    hint: 'Too Many Requests for sendMessage',
    fault: { match: { method: 'sendMessage' }, effect: { kind: 'status', status: 429, retryAfterSeconds: 5 } },
  },
  {
    name: 'Cut downloads',
    hint: 'files break off after 64 kB',
    fault: { match: { method: 'file-download' }, effect: { kind: 'cut', afterBytes: 65_536 } },
  },
];

/** The fault that this preset has switched on, if any. */
export function activeFault(preset: FaultPreset, faults: readonly Fault[]): Fault | undefined {
  const wanted = signature(preset.fault);
  return faults.find((fault) => fault.state !== 'over' && signature(fault) === wanted);
}

function signature({ match, effect, durationMs, count }: NewFault): string {
  const method = [match?.method ?? '*'].flat().join(',').toLowerCase();
  const facts = Object.entries(effect).filter(([, value]) => value !== undefined);
  const plainMatch = match?.chatId === undefined && match?.botId === undefined && (match?.probability ?? 1) === 1;
  return JSON.stringify([method, plainMatch, facts.sort(), durationMs ?? 0, count ?? 0]);
}

/** A fault in a few words. */
export function describeFault({ match, effect, count, durationMs }: NewFault): string {
  const method = [match?.method ?? '*'].flat().join(', ');
  const limits = [
    match?.chatId !== undefined && `chat ${match.chatId}`,
    match?.probability !== undefined && match.probability < 1 && `${Math.round(match.probability * 100)} %`,
    count !== undefined && `${count} ×`,
    durationMs !== undefined && `${durationMs / 1000} s`,
  ].filter(Boolean);
  const where = method === '*' ? 'everything' : method;
  return `${where}: ${describeEffect(effect)}${limits.length > 0 ? ` (${limits.join(', ')})` : ''}`;
}

function describeEffect(effect: NewFault['effect']): string {
  switch (effect.kind) {
    case 'status':
      return effect.retryAfterSeconds
        ? `${effect.status}, retry after ${effect.retryAfterSeconds} s`
        : `${effect.status}`;
    case 'delay':
      return `late by ${effect.delayMs} ms`;
    case 'cut':
      return `cut after ${effect.afterBytes} bytes`;
    case 'slow':
      return `files at ${effect.bytesPerSecond} bytes/s`;
    case 'hang':
      return 'never answers';
    case 'down':
      return 'connection breaks';
  }
}
