import { ANN, BOB, OrdersBench } from './support/orders-bench';
import type { MediaIntake, Order } from '../../../src/orders';
import { AN_ADMIN } from '../../support/an-admin';

const MB = 1 << 20;

let bench: OrdersBench;
beforeAll(async () => {
  bench = await OrdersBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

function orderOf(intake: MediaIntake): Order {
  if (!('order' in intake)) throw new Error(`no order but ${intake.outcome}`);
  return intake.order;
}

const send = (...message: Parameters<OrdersBench['message']>): Promise<MediaIntake> =>
  bench.main.intake.beginWithMedia(bench.message(...message));

describe('an order that begins with media', () => {
  it('is accepted by its caption, asks for the series, and has its download dispatched after the commit', async () => {
    const intake = await send(ANN, 'one', { caption: '#a100 for my sister' });
    expect(intake).toMatchObject({ outcome: 'accepted', askSeries: true, refusedItems: 0 });
    const order = orderOf(intake);
    expect(order).toMatchObject({ userId: ANN, status: 'awaiting_series', series: null, round: 1 });
    expect(order.product.code).toBe('A100');
    expect(order.items).toMatchObject([{ kind: 'document', fileName: 'one.bin', status: 'pending' }]);
    await new Promise((resume) => setImmediate(resume));
    expect(bench.main.jobs.waiting.map(({ name }) => name)).toEqual(['orders.fetch-media']);
  });

  it('is the same order when the same message is handled again', async () => {
    const message = bench.message(ANN, 'one', { caption: 'A100' });
    const first = await bench.main.intake.beginWithMedia(message);
    const second = await bench.main.intake.beginWithMedia(message);
    expect(second).toMatchObject({ outcome: 'accepted', askSeries: true });
    expect(orderOf(second).id).toBe(orderOf(first).id);
    expect(orderOf(second).items).toHaveLength(1);
  });

  it('is the same order when two processes handle the same message at once', async () => {
    const message = bench.message(ANN, 'one', { caption: 'A100' });
    const processes = [bench.main, bench.startProcess(), bench.startProcess()];
    const intakes = await Promise.all(processes.map(({ intake }) => intake.beginWithMedia(message)));
    expect(new Set(intakes.map((intake) => orderOf(intake).id)).size).toBe(1);
  });

  it('is refused for another kind of media, for a size too big, and says what is wanted', async () => {
    const gif = await send(ANN, 'gif', { caption: 'A100', media: { kind: 'animation' } });
    expect(gif).toMatchObject({
      outcome: 'wrongKind',
      kind: 'animation',
      accepted: ['photo', 'video', 'document'],
    });
    const big = await send(ANN, 'big', { caption: 'A100', media: { sizeBytes: 5 * MB + 1 } });
    expect(big).toMatchObject({ outcome: 'tooBig', sizeBytes: 5 * MB + 1, limitBytes: 5 * MB });
    expect(await bench.main.orders.list(ANN, { page: 1, pageSize: 10 })).toMatchObject({ total: 0 });
  });

  it('is measured against what this Bot API server hands out as well', async () => {
    await bench.main.products.change('A100', { maxFileSizeBytes: 500 * MB }, AN_ADMIN);
    const intake = await send(ANN, 'big', { caption: 'A100', media: { sizeBytes: 21 * MB } });
    expect(intake).toMatchObject({ outcome: 'tooBig', limitBytes: 20 * MB });
  });

  it('names the closest codes for an unknown one, and says when a product is switched off', async () => {
    expect(await send(ANN, 'one', { caption: 'A10O' })).toEqual({
      outcome: 'unknownCode',
      code: 'A10O',
      closest: ['A100'],
    });
    await bench.main.products.setActive('A100', false, AN_ADMIN);
    expect(await send(ANN, 'one', { caption: 'A100' })).toMatchObject({ outcome: 'inactive' });
    expect(await send(ANN, 'one', { caption: 'A10O' })).toMatchObject({ outcome: 'unknownCode', closest: [] });
  });

  it('is none without a code', async () => {
    expect(await send(ANN, 'one')).toEqual({ outcome: 'noOrder' });
    expect(await send(ANN, 'two', { caption: '🎁' })).toEqual({ outcome: 'noOrder' });
  });

  it('holds back somebody with fifty open orders', async () => {
    await bench.sql(
      `INSERT INTO orders (user_id, product_code, status) SELECT $1, 'A100', 'awaiting_series' FROM generate_series(1, 50)`,
      [ANN],
    );
    expect(await send(ANN, 'one', { caption: 'A100' })).toEqual({ outcome: 'tooManyOrders', limit: 50 });
    expect(await send(BOB, 'one', { caption: 'A100' })).toMatchObject({ outcome: 'accepted' });
  });
});

describe('an order that begins with its code', () => {
  it('waits for the media that comes next, whatever its caption', async () => {
    const begun = await bench.main.intake.beginByCode({ userId: ANN, code: ' a100' });
    expect(begun).toMatchObject({ outcome: 'awaitingMedia', order: { status: 'awaiting_media' } });
    const intake = await send(ANN, 'one', { caption: 'Hello there' });
    expect(intake).toMatchObject({ outcome: 'accepted', askSeries: true });
    expect(orderOf(intake).id).toBe(begun.outcome === 'awaitingMedia' && begun.order.id);
  });

  it('is found again by the same code, and gives way to another', async () => {
    await bench.main.products.create(
      {
        code: 'B200',
        name: 'Poster',
        acceptedMedia: ['photo'],
        maxFileSizeBytes: MB,
        seriesPattern: null,
      },
      AN_ADMIN,
    );
    const first = await bench.main.intake.beginByCode({ userId: ANN, code: 'A100' });
    expect(await bench.main.intake.beginByCode({ userId: ANN, code: 'A100' })).toEqual(first);
    await bench.main.intake.beginByCode({ userId: ANN, code: 'B200' });
    const { items } = await bench.main.orders.list(ANN, { page: 1, pageSize: 10 });
    expect(items.map(({ product, status }) => [product.code, status])).toEqual([
      ['B200', 'awaiting_media'],
      ['A100', 'cancelled'],
    ]);
  });

  it('names the closest codes for one that can not be', async () => {
    expect(await bench.main.intake.beginByCode({ userId: ANN, code: 'A1000' })).toMatchObject({ closest: ['A100'] });
    expect(await bench.main.intake.beginByCode({ userId: ANN, code: "'; DROP TABLE" })).toMatchObject({
      outcome: 'unknownCode',
      closest: [],
    });
  });
});

describe('an album', () => {
  const album = (file: string, extra: Parameters<OrdersBench['message']>[2] = {}) =>
    bench.message(ANN, file, { albumId: 'group-1', ...extra });

  it('is one order with several items', async () => {
    const first = await bench.main.intake.beginWithMedia(album('one', { caption: 'A100' }));
    const second = await bench.main.intake.beginWithMedia(album('two'));
    const third = await bench.main.intake.addMedia(album('three'));
    expect([first, second, third].map(({ outcome }) => outcome)).toEqual(['accepted', 'added', 'added']);
    expect(orderOf(third).items.map(({ fileName }) => fileName)).toEqual(['one.bin', 'two.bin', 'three.bin']);
  });

  it('is one order when its pieces come out of order and to several processes at once', async () => {
    const messages = ['one', 'two', 'three', 'four', 'five', 'six'].map((file) =>
      album(file, file === 'four' ? { caption: 'A100' } : {}),
    );
    const processes = messages.map(() => bench.startProcess());
    const intakes = await Promise.all(
      messages.map((message, index) => (processes[index] ?? bench.main).intake.beginWithMedia(message)),
    );
    expect(intakes.filter((intake) => intake.outcome === 'accepted')).toHaveLength(1);
    const { items, total } = await bench.main.orders.list(ANN, { page: 1, pageSize: 10 });
    expect(total).toBe(1);
    expect(items[0]?.items.map(({ fileName }) => fileName).sort()).toEqual(
      ['five', 'four', 'one', 'six', 'three', 'two'].map((file) => `${file}.bin`),
    );
    expect(await bench.sql('SELECT 1 FROM order_parked_items')).toEqual([]);
  });

  it('leaves out what the product does not take, and says how much', async () => {
    expect(await bench.main.intake.addMedia(album('sound', { media: { kind: 'audio' } }))).toEqual({
      outcome: 'parked',
    });
    const intake = await bench.main.intake.beginWithMedia(album('one', { caption: 'A100' }));
    expect(intake).toMatchObject({ outcome: 'accepted', refusedItems: 1 });
    expect(orderOf(intake).items).toHaveLength(1);
    expect(await bench.main.intake.addMedia(album('gif', { media: { kind: 'animation' } }))).toMatchObject({
      outcome: 'wrongKind',
    });
  });

  it('belongs to an order begun by its code', async () => {
    await bench.main.intake.beginByCode({ userId: ANN, code: 'A100' });
    await bench.main.intake.addMedia(album('one'));
    expect(await bench.main.intake.addMedia(album('two'))).toMatchObject({ outcome: 'added' });
    expect(await bench.main.orders.list(ANN, { page: 1, pageSize: 10 })).toMatchObject({ total: 1 });
  });

  it('takes twenty pieces and no more', async () => {
    const first = await bench.main.intake.beginWithMedia(album('0', { caption: 'A100' }));
    for (let piece = 1; piece < 20; piece += 1) await bench.main.intake.addMedia(album(String(piece)));
    expect(await bench.main.intake.addMedia(album('20'))).toMatchObject({ outcome: 'tooManyItems', limit: 20 });
    expect(await bench.main.orders.get(orderOf(first).id, { userId: ANN, isStaff: false })).toMatchObject({
      items: { length: 20 },
    });
  });
});

describe('the series', () => {
  const begin = async (): Promise<Order> => orderOf(await send(ANN, 'one', { caption: 'A100' }));
  const give = (orderId: number, text: string, userId = ANN) => bench.main.orders.giveSeries({ orderId, userId, text });

  it('confirms the order, and completes it when the media is there', async () => {
    bench.addFile('one');
    const { id } = await begin();
    expect(await give(id, ' AB-1234 ')).toMatchObject({
      outcome: 'confirmed',
      order: { status: 'confirmed', series: 'AB-1234' },
    });
    await bench.main.jobs.run();
    expect(await give(id, 'AB-1234')).toMatchObject({ outcome: 'confirmed', order: { status: 'complete' } });
  });

  it('given after the media completes the order in the same instant', async () => {
    bench.addFile('one');
    const { id } = await begin();
    await bench.main.jobs.run();
    expect(await give(id, 'AB-1234')).toMatchObject({ outcome: 'confirmed', order: { status: 'complete' } });
  });

  it.each([
    ['', 'blank'],
    ['x'.repeat(65), 'tooLong'],
    ['1234', 'pattern'],
  ])('%j is asked for again: %s', async (text, problem) => {
    const { id } = await begin();
    expect(await give(id, text)).toMatchObject({ outcome: 'invalid', problem, order: { status: 'awaiting_series' } });
  });

  it('is not taken a second time, nor from somebody else', async () => {
    const { id } = await begin();
    await give(id, 'AB-1234');
    expect(await give(id, 'CD-5678')).toMatchObject({ outcome: 'notAwaited', order: { series: 'AB-1234' } });
    await expect(give(id, 'CD-5678', BOB)).rejects.toThrow('orders.not-found');
    await expect(give(2 ** 40, 'CD-5678')).rejects.toThrow('orders.not-found');
  });

  it('is awaited for the newest order of a person', async () => {
    await begin();
    const second = orderOf(await send(ANN, 'two', { caption: 'A100' }));
    expect((await bench.main.orders.awaitingSeries(ANN))?.id).toBe(second.id);
    expect(await bench.main.orders.awaitingSeries(BOB)).toBeNull();
  });

  it('is for the order whose question it replies to, also when another is newer', async () => {
    const first = await begin();
    const second = orderOf(await send(ANN, 'two', { caption: 'A100' }));
    const reply = { userId: ANN, messageId: 77, text: 'AB-1234', repliedOrderId: first.id };
    const taken = await bench.main.orders.giveAwaitedSeries(reply);
    expect(taken).toMatchObject({ outcome: 'confirmed', order: { id: first.id, series: 'AB-1234' } });
    expect(await bench.main.orders.giveAwaitedSeries(reply)).toEqual(taken);
    expect((await bench.main.orders.awaitingSeries(ANN))?.id).toBe(second.id);
    const again = await bench.main.orders.giveAwaitedSeries({ ...reply, messageId: 78, text: 'CD-5678' });
    expect(again).toMatchObject({ outcome: 'notAwaited', order: { id: first.id, series: 'AB-1234' } });
  });

  it('that replies to a question about somebody else’s order is for one’s own', async () => {
    const anns = await begin();
    const bobs = orderOf(await send(BOB, 'two', { caption: 'A100' }));
    const forged = { userId: BOB, messageId: 77, text: 'AB-1234', repliedOrderId: anns.id };
    expect(await bench.main.orders.giveAwaitedSeries(forged)).toMatchObject({ order: { id: bobs.id } });
    expect(await bench.main.orders.giveAwaitedSeries({ ...forged, messageId: 78, repliedOrderId: 2 ** 40 })).toBeNull();
    expect((await bench.main.orders.awaitingSeries(ANN))?.id).toBe(anns.id);
  });

  it('has the same answer when its message is handled a second time, and another order keeps waiting', async () => {
    const first = await begin();
    const second = orderOf(await send(ANN, 'two', { caption: 'A100' }));
    const message = { userId: ANN, messageId: 77, text: 'AB-1234' };
    const taken = await bench.main.orders.giveAwaitedSeries(message);
    expect(taken).toMatchObject({ outcome: 'confirmed', order: { id: second.id, series: 'AB-1234' } });
    expect(await bench.main.orders.giveAwaitedSeries(message)).toEqual(taken);
    expect((await bench.main.orders.awaitingSeries(ANN))?.id).toBe(first.id);
    expect(await bench.main.orders.giveAwaitedSeries({ ...message, userId: BOB })).toBeNull();
  });
});

describe('somebody’s orders', () => {
  it('are theirs alone, page by page, newest first', async () => {
    for (const file of ['one', 'two', 'three']) await send(ANN, file, { caption: 'A100' });
    const bobs = orderOf(await send(BOB, 'one', { caption: 'A100' }));
    const page = await bench.main.orders.list(ANN, { page: 9, pageSize: 2 });
    expect(page).toMatchObject({ total: 3, page: 2, pageSize: 2 });
    expect(page.items.map(({ items }) => items[0]?.fileName)).toEqual(['one.bin']);
    await expect(bench.main.orders.get(bobs.id, { userId: ANN, isStaff: false })).rejects.toThrow('orders.not-found');
    expect(await bench.main.orders.get(bobs.id, { userId: ANN, isStaff: true })).toMatchObject({ id: bobs.id });
    expect(await bench.main.orders.listAll({ page: 1, pageSize: 10, status: 'awaiting_series' })).toMatchObject({
      total: 4,
    });
  });

  it('can be cancelled until they are confirmed', async () => {
    const first = orderOf(await send(ANN, 'one', { caption: 'A100' }));
    const second = orderOf(await send(ANN, 'two', { caption: 'A100' }));
    const actor = { userId: ANN, isStaff: false };
    expect(await bench.main.orders.cancel(first.id, actor)).toMatchObject({ outcome: 'cancelled' });
    expect(await bench.main.orders.cancel(first.id, actor)).toMatchObject({ outcome: 'cancelled' });
    await bench.main.orders.giveSeries({ orderId: second.id, userId: ANN, text: 'AB-1234' });
    expect(await bench.main.orders.cancel(second.id, actor)).toMatchObject({
      outcome: 'tooLate',
      order: { status: 'confirmed' },
    });
    expect(await bench.main.intake.addMedia({ ...bench.message(ANN, 'x'), orderId: first.id })).toMatchObject({
      outcome: 'closed',
    });
  });
});
