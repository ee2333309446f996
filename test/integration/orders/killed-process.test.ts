import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ANN, OrdersBench, OWNER } from './support/orders-bench';

const SCRIPT = resolve(__dirname, 'support/downloading-process.ts');
const TSX = require.resolve('tsx/cli');

let bench: OrdersBench;
beforeAll(async () => {
  bench = await OrdersBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

/** Lets a process of its own get to a certain point, and kills it there with `kill -9`. */
async function killWhile(dieWhile: 'downloading' | 'telling'): Promise<void> {
  const assignment = JSON.stringify({ target: bench.db.target, storeDir: bench.storeDir, dieWhile });
  const child = spawn(process.execPath, [TSX, SCRIPT, assignment], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const there = once(child.stdout, 'data');
  await Promise.race([there, once(child, 'exit').then(() => Promise.reject(new Error('it ended by itself')))]);
  // The whole group: the script runs in a child of its loader.
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  await once(child, 'close');
}

async function order(): Promise<number> {
  const intake = await bench.main.intake.beginWithMedia(bench.message(ANN, 'one', { caption: 'A100' }));
  if (intake.outcome !== 'accepted') throw new Error(intake.outcome);
  await bench.main.orders.giveSeries({ orderId: intake.order.id, userId: ANN, text: 'AB-1234' });
  // The queue is lost with the process: nobody but the scheduler knows of the download now.
  bench.main.jobs.waiting = [];
  return intake.order.id;
}

it('killed half way through a download leaves it to another, which makes it whole, and everybody is told once', async () => {
  const bytes = bench.addFile('one');
  const orderId = await order();
  await killWhile('downloading');
  expect(await bench.mediaStates()).toEqual({ one: 'downloading' });
  expect(await bench.main.upkeep.redispatchLost()).toBe(0);

  await bench.letEverythingBeLost();
  expect(await bench.main.upkeep.redispatchLost()).toBe(1);
  await bench.main.jobs.run();
  expect(await bench.main.orders.get(orderId, { userId: ANN, isStaff: false })).toMatchObject({ status: 'complete' });
  expect((await buffer((await bench.main.media.open(1)).stream)).equals(bytes)).toBe(true);
  expect(bench.main.telegram.told.map(({ chatId }) => chatId).sort()).toEqual([OWNER, ANN]);
  expect(await bench.store.removeUnfinished(0)).toBe(1);
});

it('killed while telling people leaves the doubtful notices to another, which says that they may be repetitions', async () => {
  const orderId = await order();
  await killWhile('telling');
  expect(await bench.main.orders.get(orderId, { userId: ANN, isStaff: false })).toMatchObject({ status: 'complete' });
  await bench.letEverythingBeLost();
  await bench.main.upkeep.redispatchLost();
  await bench.main.jobs.run();
  expect(bench.main.telegram.told.map(({ chatId }) => chatId).sort()).toEqual([OWNER, ANN]);
  expect(await bench.sql('SELECT DISTINCT status FROM order_notices')).toEqual([{ status: 'sent' }]);
});
