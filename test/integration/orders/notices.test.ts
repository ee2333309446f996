import { DatabaseUnavailable } from '../../../src/database/database-errors';
import { ChatUnreachable, TelegramRateLimited, TelegramTransient } from '../../../src/telegram/telegram-errors';
import { ANN, BOB, OrdersBench, OWNER } from './support/orders-bench';

let bench: OrdersBench;
beforeAll(async () => {
  bench = await OrdersBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

async function order(userId: number, file = 'one'): Promise<number> {
  const intake = await bench.main.intake.beginWithMedia(bench.message(userId, file, { caption: 'A100' }));
  if (intake.outcome !== 'accepted') throw new Error(`not accepted: ${intake.outcome}`);
  await bench.main.orders.giveSeries({ orderId: intake.order.id, userId, text: 'AB-1234' });
  return intake.order.id;
}

const STAFF = { userId: OWNER, isStaff: true };

const told = (): number[] => bench.main.telegram.told.map(({ chatId }) => chatId).sort();

const noticeStates = async (): Promise<string[]> => {
  const rows = await bench.sql<{ status: string }>('SELECT status FROM order_notices ORDER BY recipient_id');
  return rows.map(({ status }) => status);
};

describe('the end of an order', () => {
  it('is told to the customer and the staff, once, in their language, with a button to see it', async () => {
    bench.addFile('one');
    const id = await order(BOB);
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, BOB]);
    const [bobs, owners] = [BOB, OWNER].map((who) => bench.main.telegram.told.find(({ chatId }) => chatId === who));
    expect(bobs?.html).toContain('Заказ <b>№1</b> готов');
    expect(bobs?.html).toContain('Mug &amp; saucer');
    expect(owners?.html).toContain('Order <b>#1</b> is complete');
    expect(owners?.html).toContain(`<a href="tg://user?id=${BOB}">Bob</a>`);
    expect(bobs?.buttons.flat().map(({ callbackData }) => callbackData)).toEqual([`order:view:${id}`]);
    expect(await noticeStates()).toEqual(['sent', 'sent']);
  });

  it('in failure says why, with a button to try again, and escapes what people typed', async () => {
    const id = await order(ANN);
    await bench.main.jobs.run();
    const [anns, owners] = [ANN, OWNER].map((who) => bench.main.telegram.told.find(({ chatId }) => chatId === who));
    expect(anns?.html).toContain('Telegram no longer has this file');
    expect(anns?.buttons.flat().map(({ callbackData }) => callbackData)).toEqual([
      `order:retry:${id}`,
      `order:view:${id}`,
    ]);
    expect(owners?.html).toContain('Ann &lt;b&gt;');
  });

  it('is told anew for each time it was asked for, and once for each', async () => {
    const id = await order(ANN);
    await bench.main.jobs.run();
    await bench.main.orders.retry(id, { userId: ANN, isStaff: false });
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, OWNER, ANN, ANN]);
    for (let again = 0; again < 3; again += 1) await bench.main.settlement.settle(id);
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, OWNER, ANN, ANN]);
  });

  it('of a hundred and twenty who wait for the same file comes for all of them, and is told to each once', async () => {
    const people = Array.from({ length: 120 }, (_, index) => 1_000 + index);
    await bench.sql(`INSERT INTO users (id, first_name, language) SELECT unnest($1::bigint[]), 'Guest', 'en'`, [
      people,
    ]);
    await bench.sql(`UPDATE users SET reachability = 'blocked' WHERE id = $1`, [OWNER]);
    bench.addFile('one');
    for (const person of people) await order(person);
    await bench.main.jobs.run();
    expect(told()).toEqual(people);
    expect(await bench.main.orders.listAll({ page: 1, pageSize: 1, status: 'complete' })).toMatchObject({ total: 120 });
  });

  it('is told once to somebody who is customer and staff', async () => {
    bench.addFile('one');
    await order(OWNER);
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER]);
    expect(bench.main.telegram.told[0]?.html).toContain('is complete!');
  });

  it('is told once however many processes settle it in the same instant', async () => {
    bench.addFile('one');
    const id = await order(ANN);
    await bench.sql(`UPDATE product_media SET status = 'available'`);
    const processes = Array.from({ length: 10 }, () => bench.startProcess(bench.main.telegram));
    await Promise.all(processes.map(({ settlement }) => settlement.settle(id)));
    await Promise.all(processes.map(({ jobs }) => jobs.run()));
    expect(told()).toEqual([OWNER, ANN]);
  });

  it('is its own for each of several that are settled in the same instant', async () => {
    const [anns, bobs, owners] = [await order(ANN), await order(BOB, 'two'), await order(OWNER, 'three')];
    await bench.sql(`UPDATE product_media SET status = 'available' WHERE file_unique_id = 'unique-one'`);
    await bench.sql(
      `UPDATE product_media SET status = 'failed', failure = 'rejected' WHERE file_unique_id = 'unique-two'`,
    );
    await Promise.all([anns, bobs, owners, anns].map((id) => bench.main.settlement.settle(id)));
    const orders = await Promise.all([anns, bobs, owners].map((id) => bench.main.orders.get(id, STAFF)));
    expect(orders.map(({ status }) => status)).toEqual(['complete', 'failed', 'confirmed']);
    expect(await bench.sql('SELECT order_id, outcome, recipient_id::int FROM order_notices ORDER BY 1, 3')).toEqual([
      { order_id: anns, outcome: 'complete', recipient_id: OWNER },
      { order_id: anns, outcome: 'complete', recipient_id: ANN },
      { order_id: bobs, outcome: 'failed', recipient_id: OWNER },
      { order_id: bobs, outcome: 'failed', recipient_id: BOB },
    ]);
  });

  it('asks for the series when a file has come after all', async () => {
    await bench.main.intake.beginWithMedia(bench.message(ANN, 'late', { caption: 'A100' }));
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN]);
    bench.addFile('late');
    await bench.sql(`UPDATE product_media SET due_at = now() - interval '1 second'`);
    expect(await bench.main.upkeep.retryFailedDownloads()).toBe(1);
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN, ANN]);
    expect(bench.main.telegram.told.at(-1)?.html).toContain('Please send me the series');
  });
});

describe('a notice that does not get through', () => {
  beforeEach(() => void bench.addFile('one'));

  it('waits for as long as Telegram asks', async () => {
    let refusals = 2;
    bench.main.telegram.onSend = async () => {
      if (refusals-- > 0) throw new TelegramRateLimited(9);
    };
    await order(ANN);
    await bench.main.jobs.run();
    expect(bench.main.jobs.waiting.map(({ delayMs }) => delayMs)).toEqual([9000, 9000]);
    bench.main.clock.aheadMs = 10_000;
    bench.main.jobs.hasten();
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN]);
  });

  it('ends for somebody who has blocked the bot, who is then left out', async () => {
    bench.main.telegram.onSend = () => Promise.reject(new ChatUnreachable('blocked'));
    await order(ANN);
    await bench.main.jobs.run();
    expect(await noticeStates()).toEqual(['failed', 'failed']);
    expect(await bench.sql('SELECT reachability FROM users WHERE id = $1', [OWNER])).toEqual([
      { reachability: 'blocked' },
    ]);
    bench.main.telegram.onSend = undefined;
    await order(BOB);
    await bench.main.jobs.run();
    expect(told()).toEqual([BOB]);
  });

  it('is tried by the queue, then by the scheduler, and arrives once', async () => {
    bench.main.telegram.onSend = () => Promise.reject(new TelegramTransient('ECONNREFUSED'));
    await order(ANN);
    await bench.main.jobs.run();
    expect(await noticeStates()).toEqual(['pending', 'pending']);
    bench.main.telegram.onSend = undefined;
    expect(await bench.main.upkeep.redispatchLost()).toBe(0);
    await bench.letEverythingBeLost();
    expect(await bench.main.upkeep.redispatchLost()).toBe(2);
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN]);
    expect(bench.main.telegram.told.some(({ html }) => html.includes('interruption'))).toBe(false);
  });

  it('whose fate nobody knows is sent again, with a word about it', async () => {
    const { telegram } = bench.main;
    const { sendText } = telegram;
    const broken = new Set<number>();
    // The first message to each of them, whoever is faster.
    jest.spyOn(telegram, 'sendText').mockImplementation(async (chatId, html, options = {}) => {
      if (broken.has(chatId)) return sendText.call(telegram, chatId, html, options);
      broken.add(chatId);
      await options.beforeLeaving?.();
      throw new TelegramTransient('ECONNRESET', undefined, true);
    });
    await order(ANN);
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN]);
    for (const { html } of bench.main.telegram.told) expect(html).toContain('If you have seen this message before');
  });

  it('whose fate nobody knows is still in doubt after it had to wait', async () => {
    const { telegram } = bench.main;
    const { sendText } = telegram;
    const tries = new Map<number, number>();
    jest.spyOn(telegram, 'sendText').mockImplementation(async (chatId, html, options = {}) => {
      const before = tries.get(chatId) ?? 0;
      tries.set(chatId, before + 1);
      // Refused by our own pace, before it could leave.
      if (before === 1) throw new TelegramRateLimited(5);
      if (before > 1) return sendText.call(telegram, chatId, html, options);
      await options.beforeLeaving?.();
      throw new TelegramTransient('ECONNRESET', undefined, true);
    });
    await order(ANN);
    await bench.main.jobs.run();
    expect(told()).toEqual([]);
    bench.main.clock.aheadMs = 10_000;
    bench.main.jobs.hasten();
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN]);
    for (const { html } of bench.main.telegram.told) expect(html).toContain('If you have seen this message before');
  });

  it('is recorded when the database is back, and not sent again', async () => {
    await order(ANN);
    let refusals = 3;
    const { execute } = bench.db.database;
    const away = jest.spyOn(bench.db.database, 'execute').mockImplementation((sql, parameters) => {
      if (sql.includes("'sent'") && refusals-- > 0) return Promise.reject(new DatabaseUnavailable());
      return execute.call(bench.db.database, sql, parameters);
    });
    await bench.main.jobs.run();
    away.mockRestore();
    expect(refusals).toBeLessThanOrEqual(0);
    expect(await noticeStates()).toEqual(['sent', 'sent']);
    expect(told()).toEqual([OWNER, ANN]);
  });

  it('is given up after about a day and a half', async () => {
    bench.main.telegram.onSend = () => Promise.reject(new TelegramTransient('ECONNREFUSED'));
    await order(ANN);
    for (let loss = 0; loss <= 12; loss += 1) {
      await bench.main.jobs.run();
      await bench.letEverythingBeLost();
      await bench.main.upkeep.redispatchLost();
    }
    expect(await noticeStates()).toEqual(['failed', 'failed']);
  });
});

it('many notices to one person leave at the pace of a chat, and wait in no place of a worker', async () => {
  const files = ['one', 'two', 'three', 'four', 'five', 'six'];
  for (const [index, file] of files.entries()) {
    bench.addFile(file);
    await order(1_000 + index, file);
  }
  await bench.sql(
    `INSERT INTO users (id, first_name, language) SELECT id, 'Guest', 'en' FROM generate_series(1000, 1005) AS id`,
  );
  const now = Date.now();
  const clock = jest.spyOn(bench.main.clock, 'now').mockReturnValue(now);
  await bench.main.jobs.run();
  expect(told()).toEqual([OWNER, OWNER, OWNER, 1000, 1001, 1002, 1003, 1004, 1005]);
  expect(bench.main.jobs.waiting.map(({ delayMs }) => delayMs).sort()).toEqual([1_000, 2_000, 3_000]);
  clock.mockReturnValue(now + 3_000);
  bench.main.jobs.hasten();
  await bench.main.jobs.run();
  expect(told().filter((chatId) => chatId === OWNER)).toHaveLength(6);
});

describe('a process that is killed', () => {
  it('before it sends leaves notices that another one sends', async () => {
    bench.addFile('one');
    await order(ANN);
    bench.main.jobs.waiting = [];
    await bench.letEverythingBeLost();
    await bench.main.upkeep.redispatchLost();
    await bench.main.jobs.run();
    expect(told()).toEqual([OWNER, ANN]);
  });

  it('while it waits for its turn leaves no doubt: the message that comes is the first', async () => {
    bench.addFile('one');
    await order(ANN);
    const never = new Promise<void>(() => undefined);
    bench.main.telegram.onTurn = () => never;
    void bench.main.jobs.run();
    await bench.main.telegram.untilWaiting(2);
    await bench.letEverythingBeLost();
    const other = bench.startProcess();
    await other.upkeep.redispatchLost();
    await other.jobs.run();
    expect(other.telegram.told).toHaveLength(2);
    for (const { html } of other.telegram.told) expect(html).not.toContain('If you have seen this message before');
  });

  it('while it sends leaves a doubt, and the second message says so', async () => {
    bench.addFile('one');
    await order(ANN);
    // Everything up to the last moment; of its notices it never heard.
    const never = new Promise<void>(() => undefined);
    bench.main.telegram.onSend = () => never;
    void bench.main.jobs.run();
    const inDoubt = async (): Promise<boolean> => (await noticeStates()).join() === 'sending,sending';
    while (!(await inDoubt())) await new Promise((resume) => setImmediate(resume));
    expect(await bench.sql(`SELECT FROM order_notices WHERE lost_after > now() + interval '2 minutes'`)).toEqual([]);
    await bench.letEverythingBeLost();
    const other = bench.startProcess();
    expect(await other.upkeep.redispatchLost()).toBe(2);
    await other.jobs.run();
    expect(other.telegram.told).toHaveLength(2);
    for (const { html } of other.telegram.told) expect(html).toContain('If you have seen this message before');
    expect(await noticeStates()).toEqual(['sent', 'sent']);
  });
});

it('what somebody was told last comes first in their history, however old its order is', async () => {
  const orders = [await order(ANN, 'one'), await order(ANN, 'two')];
  await bench.main.jobs.run();
  await bench.sql(`UPDATE order_notices SET sent_at = now() + interval '1 minute' WHERE order_id = $1`, [orders[0]]);
  const before = new Date(Date.now() + 3_600_000);
  const [latest] = await bench.main.orders.historyOf({ userId: ANN, before, limit: 1 });
  expect(latest).toMatchObject({ kind: 'order.notice', details: { orderId: orders[0] } });
});
