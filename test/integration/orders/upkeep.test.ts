import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ANN, OrdersBench } from './support/orders-bench';

let bench: OrdersBench;
beforeAll(async () => {
  bench = await OrdersBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

const send = (file: string, extra: object = {}) =>
  bench.main.intake.beginWithMedia(bench.message(ANN, file, { caption: 'A100', ...extra }));

const put = (key: string) => bench.store.put(key, Readable.from([Buffer.from('x')]), { maxBytes: 10 });

async function keys(): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of bench.store.list()) found.push(key);
  return found.sort();
}

describe('a lost queue', () => {
  it('loses no download and no notice', async () => {
    for (const file of ['one', 'two', 'three']) bench.addFile(file);
    for (const file of ['one', 'two', 'three']) await send(file);
    bench.main.jobs.waiting = [];
    expect(await bench.main.upkeep.redispatchLost()).toBe(0);
    await bench.letEverythingBeLost();
    expect(await bench.main.upkeep.redispatchLost()).toBe(3);
    await bench.main.jobs.run();
    expect(Object.values(await bench.mediaStates())).toEqual(['available', 'available', 'available']);
  });

  it('is asked for no more than there are places', async () => {
    for (let file = 0; file < 12; file += 1) await send(String(file));
    await bench.letEverythingBeLost();
    expect(await bench.main.upkeep.redispatchLost()).toBe(5);
  });
});

it('an order left between two states is settled', async () => {
  const intake = await send('one');
  if (intake.outcome !== 'accepted') throw new Error(intake.outcome);
  await bench.main.orders.giveSeries({ orderId: intake.order.id, userId: ANN, text: 'AB-1234' });
  await bench.sql(`UPDATE product_media SET status = 'available'`);
  expect(await bench.main.upkeep.redispatchLost()).toBe(1);
  expect(await bench.main.orders.get(intake.order.id, { userId: ANN, isStaff: false })).toMatchObject({
    status: 'complete',
  });
});

it('orders whose customer has not gone on are let go', async () => {
  await bench.main.intake.beginByCode({ userId: ANN, code: 'A100' });
  await send('one', { userId: 300 });
  expect(await bench.main.upkeep.expireStale()).toBe(0);
  await bench.sql(`UPDATE orders SET updated_at = now() - interval '25 hours'`);
  await bench.main.intake.addMedia(bench.message(301, 'stray', { albumId: 'album' }));
  await bench.sql(`UPDATE order_parked_items SET created_at = now() - interval '61 minutes'`);
  expect(await bench.main.upkeep.expireStale()).toBe(2);
  await bench.sql(`UPDATE orders SET updated_at = now() - interval '8 days'`);
  expect(await bench.main.upkeep.expireStale()).toBe(1);
  await bench.sql(`UPDATE orders SET status = 'failed', updated_at = now() - interval '29 days'`);
  expect(await bench.main.upkeep.expireStale()).toBe(0);
  await bench.sql(`UPDATE orders SET updated_at = now() - interval '31 days'`);
  expect(await bench.main.upkeep.expireStale()).toBe(2);
  expect(await bench.sql(`SELECT DISTINCT status FROM orders`)).toEqual([{ status: 'cancelled' }]);
});

describe('the janitor', () => {
  it('goes on until nothing is left, or it is told to stop', async () => {
    await bench.sql(
      `INSERT INTO orders (user_id, product_code, status, updated_at)
       SELECT 900, 'A100', 'cancelled', now() - interval '31 days' FROM generate_series(1, 450)`,
    );
    await bench.sql(
      `INSERT INTO product_media (file_unique_id, file_id, kind, status, lost_after, created_at)
       SELECT 'unheld-' || n, 'id', 'document', 'failed', now(), now() - interval '1 day' FROM generate_series(1, 450) AS n`,
    );
    expect(await bench.main.upkeep.janitor(AbortSignal.abort())).toMatchObject({
      ordersForgotten: 0,
      mediaForgotten: 0,
    });
    expect(await bench.main.upkeep.janitor()).toMatchObject({ ordersForgotten: 450, mediaForgotten: 450 });
  });

  it('forgets long cancelled orders, media that no order holds, and content without a row', async () => {
    bench.addFile('kept');
    bench.addFile('dropped');
    await send('kept');
    const dropped = await send('dropped');
    await bench.main.jobs.run();
    if (dropped.outcome !== 'accepted') throw new Error(dropped.outcome);
    await bench.main.orders.cancel(dropped.order.id, { userId: ANN, isStaff: false });
    await bench.sql(`UPDATE orders SET updated_at = now() - interval '31 days' WHERE status = 'cancelled'`);
    await bench.sql(`UPDATE product_media SET created_at = now() - interval '31 days'`);
    await put('originals/4711');
    await put('thumbnails/4711.jpg');
    await put('somebody/elses');
    // Young content is left alone: its row may be about to be written.
    expect(await bench.main.upkeep.janitor()).toMatchObject({
      ordersForgotten: 1,
      mediaForgotten: 1,
      unreferencedRemoved: 0,
    });
    bench.main.clock.aheadMs = 2 * 3_600_000;
    expect(await bench.main.upkeep.janitor()).toMatchObject({ ordersForgotten: 0, unreferencedRemoved: 3 });
    expect(await keys()).toEqual(['originals/1', 'somebody/elses']);
    expect(await readdir(join(bench.storeDir, 'incoming'))).toEqual([]);
  });
});
