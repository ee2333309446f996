/** A bot that writes to everybody with one of the usual means, started as a process of its own. */
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api } from 'grammy';
import { setTimeout as pause } from 'node:timers/promises';
import type { PeerEnvironment, PeerResult } from './contract';

const PAUSE_MS = 50;
/** Messages at once where the strategy does not decide that itself. */
const IN_FLIGHT = 30;

const environment = process.env as unknown as PeerEnvironment;
const rate = Number(environment.RATE);
const api = new Api(environment.BOT_TOKEN, { apiRoot: environment.TELEGRAM_API_ROOT });
if (environment.STRATEGY === 'grammY auto-retry') api.config.use(autoRetry());
if (environment.STRATEGY === 'grammY throttler') {
  const everySecond = { reservoir: rate, reservoirRefreshAmount: rate, reservoirRefreshInterval: 1_000 };
  api.config.use(apiThrottler({ global: everySecond }));
  api.config.use(autoRetry());
}

async function main(): Promise<void> {
  const first = Number(environment.FIRST_PERSON);
  const people = Array.from({ length: Number(environment.PEOPLE) }, (_, index) => first + index);
  const result = { delivered: 0, failed: 0 };
  const send = async (person: number): Promise<void> => {
    const paid = environment.PAID === 'true' ? { allow_paid_broadcast: true } : {};
    await api.sendMessage(person, 'Campaign of a peer', paid).then(
      () => (result.delivered += 1),
      () => (result.failed += 1),
    );
  };
  const startedAt = performance.now();
  if (environment.STRATEGY === 'one by one') {
    for (const person of people) {
      await send(person);
      await pause(PAUSE_MS);
    }
  } else {
    const next = people.values();
    const work = async (): Promise<void> => {
      for (const person of next) await send(person);
    };
    const atOnce = environment.STRATEGY === 'grammY throttler' ? 1_000 : IN_FLIGHT;
    await Promise.all(Array.from({ length: atOnce }, work));
  }
  const told: PeerResult = { ...result, seconds: (performance.now() - startedAt) / 1000 };
  process.send?.(told, () => process.exit(0));
}

void main();
