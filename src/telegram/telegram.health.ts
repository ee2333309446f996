import { Injectable } from '@nestjs/common';
import { HealthContributor, type HealthReport } from '../observability';
import { CircuitBreakers } from '../resilience';
import { OutboundLanes } from './outbound/outbound-lanes';

/** How the way out is: breakers, who waits, and until when Telegram wants to be left alone. */
@Injectable()
export class TelegramHealth extends HealthContributor {
  readonly name = 'telegram';
  readonly required = false;

  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly lanes: OutboundLanes,
  ) {
    super();
  }

  async check(): Promise<HealthReport> {
    const breakers = this.breakers.list().filter(({ name }) => name.startsWith('telegram-'));
    const { waiting, inFlight, sentPerSecond, rateLimitedLastHour, pausedMethods, pausedChats } = this.lanes.status();
    const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
    return {
      state: breakers.some(({ state }) => state !== 'closed') ? 'degraded' : 'up',
      details: {
        ...Object.fromEntries(breakers.map(({ name, state }) => [name, state])),
        waiting: sum(waiting),
        inFlight: sum(inFlight),
        sentPerSecond: Math.round(sentPerSecond * 10) / 10,
        rateLimitedLastHour,
        pausedChats,
        ...Object.fromEntries(
          pausedMethods.map(({ method, untilMs }) => [`${method} paused until`, new Date(untilMs).toISOString()]),
        ),
      },
    };
  }
}
