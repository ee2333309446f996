import type { CallOutcome, CallRecord } from '../../../src/control/contract';

export interface CallFilter {
  /** Part of the method's name, in any case. */
  method: string;
  outcome?: CallOutcome;
  chatId?: string;
  /** Leave out the bot's constant asking for updates. */
  hideWaiting: boolean;
}

/** The calls that fit, in their order. */
export function filterCalls(calls: readonly CallRecord[], filter: CallFilter): CallRecord[] {
  const method = filter.method.trim().toLowerCase();
  return calls.filter((call) => {
    const name = call.method.toLowerCase();
    if (filter.hideWaiting && name === 'getupdates' && call.outcome === 'ok' && !method) return false;
    if (method && !name.includes(method)) return false;
    if (filter.outcome && call.outcome !== filter.outcome) return false;
    return !filter.chatId || String(call.chatId) === filter.chatId;
  });
}
