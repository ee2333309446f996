/**
 * npm run bench:broadcast [-- --only=30,60,1000,ledger --recipients=10000 --ledger=1000000 --tier=embedded]
 *
 * How much of Telegram's limit a broadcast uses: the sandbox enforces 30, 60 and 1000 messages a second (a token bucket with
 * a burst) at 50 ms latency; 5 % of the people have blocked the bot and 1 % are gone; some go on asking the bot for something.
 * Beside it, under the same limit and each to as many people as make its share steady, the usual means of writing to many. Then
 * a ledger of a million people. Some 17 minutes in all.
 */
import { readRunOptions } from '../run/run-options';
import { Verdicts } from '../run/verdicts';
import { peerStrategies } from './broadcast/contract';
import { LATENCY_MS, type Limit, limits } from './broadcast/limits';
import { type MeasuredRow, rowLine, rowsTable } from './broadcast/measured-row';
import { measureMillion } from './broadcast/million';
import { measureOurs } from './broadcast/own-measurement';
import { measurePeer } from './broadcast/peer-measurement';

const options = readRunOptions({ recipients: 10_000, ledger: 1_000_000 }, ['30', '60', '1000', 'ledger']);

async function measureAll(limit: Limit, verdicts: Verdicts): Promise<void> {
  console.log(`\n${limit.rate} messages/s (burst ${limit.burst}), ${LATENCY_MS} ms latency`);
  const rows: MeasuredRow[] = [];
  const add = (row: MeasuredRow): void => {
    rows.push(row);
    console.log(rowLine(row));
  };
  const [tier = 'embedded'] = options.tiers;
  add(await measureOurs(tier, options.recipients, limit, verdicts));
  for (const strategy of peerStrategies) {
    add(await measurePeer(strategy, Math.min(options.recipients, limit.peers[strategy]), limit));
  }
  console.log(`\n${rowsTable(rows)}`);
}

async function main(): Promise<void> {
  const verdicts = new Verdicts();
  for (const part of options.only) {
    if (part === 'ledger') await measureMillion(options.ledger, verdicts);
    else await measureAll(limits[part], verdicts);
  }
  console.log('');
  verdicts.print();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
