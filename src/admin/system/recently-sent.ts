import type { SeenProcess } from '../../observability';

/** What left for Telegram lately, and how often it asked for a pause. */
export interface RecentlySent {
  perSecond: number;
  rateLimitedLastHour: number;
}

/**
 * Adds up what processes say of their way out to Telegram, in the details of their part `telegram`. Those who were last
 * seen before `since` are left out: nobody knows what they do now. Null when that leaves nobody.
 */
export function recentlySent(processes: readonly SeenProcess[], since: Date): RecentlySent | null {
  const told = processes
    .filter(({ seenAt }) => seenAt >= since)
    .map(({ parts }) => parts.find(({ name }) => name === 'telegram')?.details ?? {})
    .filter(({ sentPerSecond }) => typeof sentPerSecond === 'number');
  if (told.length === 0) return null;
  const sumOf = (detail: 'sentPerSecond' | 'rateLimitedLastHour') =>
    told.reduce((sum, details) => sum + (Number(details[detail]) || 0), 0);
  return {
    perSecond: Math.round(sumOf('sentPerSecond') * 10) / 10,
    rateLimitedLastHour: sumOf('rateLimitedLastHour'),
  };
}
