import type { ButtonOutcome, ButtonPress } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';

const GIVE_UP_MS = 30_000;
/** Answers that came before their press was confirmed wait here; only the newest matter. */
const EARLY_KEPT = 50;

const waiting = new Map<string, (outcome: ButtonOutcome) => void>();
const early = new Map<string, ButtonOutcome>();

/**
 * Presses a button and waits for the bot's answer, which comes with the live events: a waiting request would occupy one of the
 * few connections a browser has. Answers `answered: false` when the bot stays silent for half a minute.
 */
export async function pressButton(personId: number, press: ButtonPress): Promise<ButtonOutcome> {
  const pressed = await controlApi.pressButton(personId, { ...press, timeoutMs: 0 });
  const id = pressed.callbackQueryId;
  const already = pressed.answered ? pressed : early.get(id);
  if (already) return already;
  return new Promise((resolve) => {
    const timer = window.setTimeout(() => settle(pressed), GIVE_UP_MS);
    const settle = (outcome: ButtonOutcome) => {
      window.clearTimeout(timer);
      waiting.delete(id);
      resolve(outcome);
    };
    waiting.set(id, settle);
  });
}

/** Hands an answer from the event stream to whoever waits for it. */
export function settleButton(outcome: ButtonOutcome): void {
  const settle = waiting.get(outcome.callbackQueryId);
  if (settle) return settle(outcome);
  early.set(outcome.callbackQueryId, outcome);
  for (const oldest of early.keys()) {
    if (early.size <= EARLY_KEPT) break;
    early.delete(oldest);
  }
}
