/**
 * npm run chaos:orders [-- --tier=embedded,postgresql,redis --seconds=30 --kills=50 --people=12]
 *
 * People order without end while things break: 30 % of downloads are cut half way, Telegram answers 502, Redis and
 * PostgreSQL are stopped, and the application is killed at random moments. Afterwards every order must be at its end,
 * everybody told, each distinct file kept once, and nothing left over. Ends with 1 when one of that does not hold.
 */
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import { openTierIfPossible, type Tier } from '../run/tier';
import { Verdicts } from '../run/verdicts';
import { describe } from './orders/aftermath';
import { OrdersTrial } from './orders/trial';

async function main(): Promise<void> {
  const { tiers, ...options } = readRunOptions({ seconds: 30, kills: 50, people: 12 });
  for (const tier of tiers) await tryOut(tier, options);
}

async function tryOut(tier: Tier, options: Parameters<typeof OrdersTrial.run>[1]): Promise<void> {
  console.log(`\n== ${tier} ==`);
  const verdicts = new Verdicts();
  const services = await openTierIfPossible(tier, verdicts);
  if (!services) return verdicts.print();
  const { storms, orders, notices, repeated, files, starts } = await OrdersTrial.run(services, options, verdicts);
  const headings = ['storm', 'seconds', 'answers', 'p50 ms', 'p99 ms', 'seen'];
  console.log(
    `\n${table(
      headings,
      storms.map((storm) => [storm.name, storm.seconds, storm.answers, storm.p50, storm.p99, storm.remark]),
    )}`,
  );
  console.log(
    `\n${starts} starts; orders: ${describe(orders)}; ${files} files; ${notices} notices, ${repeated} repeated\n`,
  );
  verdicts.print();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
