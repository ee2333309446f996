import { OrdersTrial } from '../../scripts/chaos/orders/trial';
import { openTier, type Tier } from '../../scripts/run/tier';
import { Verdicts } from '../../scripts/run/verdicts';
import { describeWithOwnRedis } from '../support/test-redis';

// Mostly a minute or two each: what a killed process or a lost Redis held is asked for again after a minute. The limit is beyond
// the sum of all waits of the trial, so that it is the trial that ends a bad run, and says what went wrong.
jest.setTimeout(20 * 60_000);

/** `npm run chaos:orders` in small: the same storms, shorter and fewer. */
async function rage(tier: Tier): Promise<{ broken: readonly string[]; complete: number; starts: number }> {
  const verdicts = new Verdicts();
  const silenced = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const { orders, starts } = await OrdersTrial.run(
      await openTier(tier),
      { seconds: 5, kills: 3, people: 4 },
      verdicts,
    );
    return { broken: verdicts.brokenInvariants, complete: orders.complete ?? 0, starts };
  } finally {
    silenced.mockRestore();
  }
}

describe('people who order while downloads are cut, Telegram and PostgreSQL fail, and the app is killed', () => {
  it('see every order to its end and are told of it, on the embedded tier', async () => {
    const { broken, complete, starts } = await rage('embedded');
    expect(broken).toEqual([]);
    expect(complete).toBeGreaterThan(0);
    expect(starts).toBe(4);
  });
});

describeWithOwnRedis('people who order while Redis is stopped as well', () => {
  it('see every order to its end and are told of it', async () => {
    const { broken, complete } = await rage('redis');
    expect(broken).toEqual([]);
    expect(complete).toBeGreaterThan(0);
  });
});
