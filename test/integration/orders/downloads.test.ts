import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { MediaDamaged, MediaStoreFull } from '../../../src/media-store';
import { QuotaMediaStore } from '../../../src/media-store/quota-media-store';
import { FolderMediaStore } from '../../../src/media-store/folder-media-store';
import { MediaDownloadRepository } from '../../../src/orders/media/media-download.repository';
import { CircuitOpen } from '../../../src/resilience';
import { FileTooBig, TelegramRateLimited, TelegramTransient } from '../../../src/telegram/telegram-errors';
import { eventually } from '../../support/eventually';
import { ANN, BOB, OrdersBench, OrdersProcess, ordersConfig } from './support/orders-bench';
import { FakeTelegram, type Mishap } from './support/fake-telegram';

let bench: OrdersBench;
beforeAll(async () => {
  bench = await OrdersBench.open();
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

async function order(userId: number, file: string, media: object = {}): Promise<number> {
  const message = bench.message(userId, file, { caption: 'A100', media });
  const intake = await bench.main.intake.beginWithMedia(message);
  if (intake.outcome !== 'accepted') throw new Error(`not accepted: ${intake.outcome}`);
  await bench.main.orders.giveSeries({ orderId: intake.order.id, userId, text: 'AB-1234' });
  return intake.order.id;
}

const statusOf = async (orderId: number): Promise<string> =>
  (await bench.main.orders.get(orderId, { userId: 0, isStaff: true })).status;

/** A file with mishaps; answers its bytes. */
function addFile(file: string, ...mishaps: Mishap[]): Buffer {
  const bytes = randomBytes(100_000);
  bench.main.telegram.addFile(`id-${file}`, bytes, ...mishaps);
  return bytes;
}

async function exhaust(): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await bench.main.jobs.run();
    await bench.letNextAttemptsComeDue();
  }
  await bench.main.jobs.run();
}

describe('a download', () => {
  it('brings the bytes into the media store, where they can be read again', async () => {
    const bytes = addFile('one');
    const orderId = await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
    const opened = await bench.main.media.open(1);
    expect(opened).toMatchObject({ sizeBytes: bytes.length, fileName: 'one.bin' });
    expect((await buffer(opened.stream)).equals(bytes)).toBe(true);
    await bench.sql(`UPDATE product_media SET sha256 = repeat('0', 64)`);
    await expect(buffer((await bench.main.media.open(1)).stream)).rejects.toThrow(MediaDamaged);
  });

  it('is made once for everybody who orders with the same file, in however many processes', async () => {
    addFile('one');
    const telegram = bench.main.telegram;
    const processes = [bench.main, bench.startProcess(telegram), bench.startProcess(telegram)];
    const people = [ANN, BOB, ANN, BOB, ANN, BOB];
    const intakes = await Promise.all(
      people.map((userId, index) =>
        (processes[index % 3] ?? bench.main).intake.beginWithMedia(bench.message(userId, 'one', { caption: 'A100' })),
      ),
    );
    expect(intakes.map(({ outcome }) => outcome)).toEqual(people.map(() => 'accepted'));
    await Promise.all(processes.map(({ jobs }) => jobs.run()));
    expect(telegram.openings).toEqual([{ fileId: 'id-one', offsetBytes: 0 }]);
    expect(await bench.mediaStates()).toEqual({ one: 'available' });
    const open = await bench.main.orders.listAll({ page: 1, pageSize: 10 });
    for (const { id, userId } of open.items) {
      await bench.main.orders.giveSeries({ orderId: id, userId, text: 'AB-1234' });
    }
    expect(await bench.main.orders.listAll({ page: 1, pageSize: 10, status: 'complete' })).toMatchObject({ total: 6 });
  });

  it('is not made again for a file that is there', async () => {
    addFile('one');
    await order(ANN, 'one');
    await bench.main.jobs.run();
    const second = await order(BOB, 'one');
    expect(await statusOf(second)).toBe('complete');
    expect(bench.main.telegram.openings).toHaveLength(1);
  });

  it('comes in the order of the queue: each place that is left is for the next that found none', async () => {
    const downloads = new MediaDownloadRepository(bench.db.database, bench.db.database);
    const requests = [];
    for (let file = 1; file <= 6; file += 1) {
      await bench.main.intake.beginWithMedia(bench.message(1000 + file, `file-${file}`, { caption: 'A100' }));
      requests.push({ mediaId: file, revision: 1 });
    }
    const outcomes = [];
    // The job of the last one is still to come.
    for (const request of requests.slice(0, 5)) {
      outcomes.push((await downloads.take(request, { places: 2, leaseMs: 60_000 })).outcome);
    }
    expect(outcomes).toEqual(['taken', 'taken', 'busy', 'busy', 'busy']);
    const called = [];
    for (let left = 0; left < 4; left += 1) called.push(await downloads.requestNext());
    expect(called).toEqual([
      { mediaId: 3, revision: 2 },
      { mediaId: 4, revision: 2 },
      { mediaId: 5, revision: 2 },
      null,
    ]);
  });

  it('that nobody has called is asked for again as soon as there is a place', async () => {
    const downloads = new MediaDownloadRepository(bench.db.database, bench.db.database);
    for (const file of ['one', 'two']) {
      await bench.main.intake.beginWithMedia(bench.message(ANN, file, { caption: 'A100' }));
    }
    const limits = { places: 1, leaseMs: 60_000 };
    await downloads.take({ mediaId: 1, revision: 1 }, limits);
    expect(await downloads.take({ mediaId: 2, revision: 1 }, limits)).toEqual({ outcome: 'busy' });
    expect(await downloads.requestLostAgain(1)).toEqual([]);
    // Whoever held the place died before it could call anybody.
    await bench.sql(`UPDATE product_media SET status = 'available', lease_until = NULL WHERE id = 1`);
    expect(await downloads.requestLostAgain(1)).toEqual([{ mediaId: 2, revision: 2 }]);
  });

  it('never is one of more than five at once, over all processes, and all of forty are made', async () => {
    const telegram = bench.main.telegram;
    const processes = [bench.main, bench.startProcess(telegram), bench.startProcess(telegram)];
    const files = Array.from({ length: 40 }, (_, index) => `file-${index}`);
    for (const file of files) addFile(file);
    await Promise.all(
      files.map((file, index) =>
        (processes[index % 3] ?? bench.main).intake.beginWithMedia(
          bench.message(1000 + index, file, { caption: 'A100' }),
        ),
      ),
    );
    let begin = (): void => undefined;
    telegram.gate = new Promise((resolve) => (begin = resolve));
    const working = Promise.all(processes.map(({ jobs }) => jobs.run()));
    await eventually('five are under way', () => telegram.open === 5);
    begin();
    await working;
    // A process whose own jobs are through may be called by another one that left a place.
    await eventually('all downloads are made', async () => {
      await Promise.all(processes.map(({ jobs }) => jobs.run()));
      return Object.values(await bench.mediaStates()).every((status) => status === 'available');
    });
    expect(telegram.mostOpen).toBe(5);
    expect(telegram.openings).toHaveLength(40);
  });

  it('is taken by one of twenty processes that grasp at it in the same instant', async () => {
    await bench.sql(
      `INSERT INTO product_media (file_unique_id, file_id, kind, lost_after) VALUES ('unique-x', 'id-x', 'document', now())`,
    );
    const telegram = bench.main.telegram;
    addFile('x');
    const processes = Array.from({ length: 20 }, () => bench.startProcess(telegram));
    const signal = new AbortController().signal;
    await Promise.all(processes.map(({ fetching }) => fetching.fetch({ mediaId: 1, revision: 1 }, signal)));
    expect(telegram.openings).toHaveLength(1);
    expect(await bench.mediaStates()).toEqual({ x: 'available' });
  });
});

describe('a connection that breaks', () => {
  it.each<[string, Mishap]>([
    ['is cut', { kind: 'cut', afterBytes: 50_000, error: new TelegramTransient('ECONNRESET') }],
    ['ends early', { kind: 'end', afterBytes: 50_000 }],
    ['stalls', { kind: 'stall', afterBytes: 50_000 }],
  ])('and %s is taken up where it ended', async (_how, mishap) => {
    const bytes = addFile('one', mishap);
    const orderId = await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(bench.main.telegram.openings.map(({ offsetBytes }) => offsetBytes)).toEqual([0, 50_000]);
    expect(await statusOf(orderId)).toBe('complete');
    expect((await buffer((await bench.main.media.open(1)).stream)).equals(bytes)).toBe(true);
    expect(bench.main.telegram.open).toBe(0);
  });

  it('again without a byte more ends the attempt, and the next one begins anew', async () => {
    addFile('one', { kind: 'end', afterBytes: 50_000 }, { kind: 'end', afterBytes: 0 });
    const orderId = await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(await bench.mediaStates()).toEqual({ one: 'pending' });
    expect(await bench.sql('SELECT attempts, failure FROM product_media')).toEqual([{ attempts: 1, failure: 'cut' }]);
    expect(bench.main.jobs.waiting[0]?.delayMs).toBeGreaterThanOrEqual(1000);
    await bench.letNextAttemptsComeDue();
    await bench.main.jobs.run();
    expect(bench.main.telegram.openings.map(({ offsetBytes }) => offsetBytes)).toEqual([0, 50_000, 0]);
    expect(await statusOf(orderId)).toBe('complete');
  });
});

describe('a download that fails', () => {
  it('for good fails its orders at once', async () => {
    addFile('one', { kind: 'refuse', error: new FileTooBig(20 << 20) });
    const orderId = await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('failed');
    expect(await bench.sql('SELECT status, failure, attempts, due_at FROM product_media')).toEqual([
      { status: 'failed', failure: 'tooBig', attempts: 1, due_at: null },
    ]);
    expect(await bench.main.upkeep.retryFailedDownloads()).toBe(0);
  });

  it('for the moment is tried three times in all, then four times later, then no more', async () => {
    addFile(
      'one',
      ...Array.from({ length: 20 }, (): Mishap => ({ kind: 'refuse', error: new TelegramTransient('5xx') })),
    );
    const orderId = await order(ANN, 'one');
    await exhaust();
    expect(bench.main.telegram.openings).toHaveLength(3);
    expect(await statusOf(orderId)).toBe('failed');
    expect(await bench.main.upkeep.retryFailedDownloads()).toBe(0);
    for (let retry = 1; retry <= 4; retry += 1) {
      await bench.letLateRetriesComeDue();
      expect(await bench.main.upkeep.retryFailedDownloads()).toBe(1);
      await bench.main.jobs.run();
      expect(bench.main.telegram.openings).toHaveLength(3 + retry);
    }
    await bench.letLateRetriesComeDue();
    expect(await bench.main.upkeep.retryFailedDownloads()).toBe(0);
    expect(bench.main.telegram.told.filter(({ chatId }) => chatId === ANN)).toHaveLength(1);
  });

  it('and comes through later completes the order after all', async () => {
    addFile(
      'one',
      ...Array.from({ length: 3 }, (): Mishap => ({ kind: 'refuse', error: new TelegramTransient('5xx') })),
    );
    const orderId = await order(ANN, 'one');
    await exhaust();
    expect(await statusOf(orderId)).toBe('failed');
    await bench.letLateRetriesComeDue();
    await bench.main.upkeep.retryFailedDownloads();
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
  });

  it('is not tried later when nobody wants it any more', async () => {
    addFile(
      'one',
      ...Array.from({ length: 3 }, (): Mishap => ({ kind: 'refuse', error: new TelegramTransient('5xx') })),
    );
    const orderId = await order(ANN, 'one');
    await exhaust();
    await bench.main.orders.cancel(orderId, { userId: ANN, isStaff: false });
    await bench.letLateRetriesComeDue();
    expect(await bench.main.upkeep.retryFailedDownloads()).toBe(0);
  });

  it('because Telegram asks for a pause waits that long', async () => {
    addFile('one', { kind: 'refuse', error: new TelegramRateLimited(17) });
    await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(bench.main.jobs.waiting[0]?.delayMs).toBe(17_000);
  });

  it('because a breaker stands between costs no attempt, and goes on when it is closed', async () => {
    const turnedAway = new TelegramTransient('circuit open', new CircuitOpen('telegram-files'));
    addFile('one', ...Array.from({ length: 6 }, (): Mishap => ({ kind: 'refuse', error: turnedAway })));
    const orderId = await order(ANN, 'one');
    for (let pause = 0; pause < 6; pause += 1) {
      await bench.main.jobs.run();
      await bench.letNextAttemptsComeDue();
    }
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
    expect(await bench.sql('SELECT attempts FROM product_media')).toEqual([{ attempts: 1 }]);
  });

  it('is tried again on request, by its customer or the staff, and by sending the file again', async () => {
    const orderId = await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('failed');
    const retried = await bench.main.orders.retry(orderId, { userId: ANN, isStaff: false });
    expect(retried).toMatchObject({ outcome: 'retried', order: { status: 'confirmed', round: 2 } });
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('failed');

    addFile('one');
    const resent = await bench.main.intake.beginWithMedia(bench.message(ANN, 'one', { caption: 'A100' }));
    expect(resent).toMatchObject({ outcome: 'retried', askSeries: false, order: { id: orderId, round: 3 } });
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
    expect(await bench.main.orders.retry(orderId, { userId: 0, isStaff: true })).toMatchObject({
      outcome: 'notFailed',
    });
  });

  it('gives way to another file that is sent instead', async () => {
    const orderId = await order(ANN, 'gone');
    await bench.main.jobs.run();
    addFile('other');
    const resent = await bench.main.intake.addMedia(bench.message(ANN, 'other'));
    expect(resent).toMatchObject({ outcome: 'retried', order: { id: orderId, items: [{ fileName: 'other.bin' }] } });
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
  });

  it('leaves nothing behind in the media store', async () => {
    addFile('one', { kind: 'cut', afterBytes: 50_000 });
    await order(ANN, 'one');
    await bench.main.jobs.run();
    expect(await bench.store.usage()).toMatchObject({ objects: 0 });
    expect(await bench.store.removeUnfinished(0)).toBe(0);
  });

  it('for good is counted once, whether it was hopeless, tried to the end or interrupted time and again', async () => {
    const givenUp = () => bench.main.retries.list().find(({ name }) => name === 'order-download')?.givenUp;
    await order(ANN, 'gone');
    await bench.main.jobs.run();
    expect(givenUp()).toBe(1);
    addFile(
      'one',
      ...Array.from({ length: 3 }, (): Mishap => ({ kind: 'refuse', error: new TelegramTransient('5xx') })),
    );
    await order(ANN, 'one');
    await exhaust();
    expect(givenUp()).toBe(2);
    addFile('two');
    await order(ANN, 'two');
    await bench.sql(
      `UPDATE product_media SET status = 'downloading', attempts = 3, lease_until = now() - interval '1 minute'
       WHERE file_unique_id = 'unique-two'`,
    );
    await bench.main.upkeep.redispatchLost();
    await bench.main.jobs.run();
    expect(givenUp()).toBe(3);
  });

  it('because the store is full says so', async () => {
    const full = new QuotaMediaStore(new FolderMediaStore(bench.storeDir), 1000);
    bench.main = new OrdersProcess(bench.db.database, full, ordersConfig({ MAX_RETRIES: '0' }));
    addFile('one');
    const orderId = await order(ANN, 'one');
    await bench.main.jobs.run();
    expect((await bench.main.orders.get(orderId, { userId: ANN, isStaff: false })).items).toMatchObject([
      { status: 'failed', failure: 'storeFull' },
    ]);
    expect(bench.main.jobs.failures[0]).toMatchObject({ cause: expect.any(MediaStoreFull) });
  });
});

describe('a process that stops', () => {
  it('hands its download back, and another one makes it', async () => {
    addFile('one');
    let open: () => void = () => undefined;
    bench.main.telegram.gate = new Promise((resume) => (open = resume));
    const orderId = await order(ANN, 'one');
    const stopping = new AbortController();
    const run = bench.main.jobs.run(stopping.signal);
    await eventually('the download has begun', () => bench.main.telegram.open === 1);
    stopping.abort(new Error('stopping'));
    open();
    await run;
    expect(await bench.mediaStates()).toEqual({ one: 'pending' });
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
  });

  it('does not wait for a thumbnail that Telegram does not hand out', async () => {
    addFile('one');
    addFile('thumb', { kind: 'stall', afterBytes: 0 });
    await order(ANN, 'one', { thumbnailFileId: 'id-thumb' });
    const stopping = new AbortController();
    const run = bench.main.jobs.run(stopping.signal);
    await eventually('the thumbnail is asked for', () => bench.main.telegram.open === 1);
    stopping.abort(new Error('stopping'));
    await run;
    expect(bench.main.telegram.open).toBe(0);
    expect(await bench.mediaStates()).toEqual({ one: 'pending' });
  });

  it('and lost its lease writes nothing more', async () => {
    addFile('one');
    let open: () => void = () => undefined;
    bench.main.telegram.gate = new Promise((resume) => (open = resume));
    const orderId = await order(ANN, 'one');
    const run = bench.main.jobs.run();
    await eventually('the download has begun', () => bench.main.telegram.open === 1);
    // Its machine slept: the lease ran out, another process has taken the download over and has finished it.
    await bench.letEverythingBeLost();
    const telegram = new FakeTelegram();
    const other = bench.startProcess(telegram);
    telegram.addFile('id-one', randomBytes(100_000));
    expect(await other.upkeep.redispatchLost()).toBe(1);
    await other.jobs.run();
    expect(await statusOf(orderId)).toBe('complete');
    const before = await bench.sql('SELECT * FROM product_media');
    open();
    await run;
    expect(await bench.sql('SELECT * FROM product_media')).toEqual(before);
  });

  it('time and again over the same file does not go on for ever', async () => {
    addFile('one');
    const orderId = await order(ANN, 'one');
    await bench.sql(
      `UPDATE product_media SET status = 'downloading', attempts = 3, lease_until = now() - interval '1 minute'`,
    );
    await bench.main.upkeep.redispatchLost();
    await bench.main.jobs.run();
    expect(await statusOf(orderId)).toBe('failed');
    expect(await bench.sql('SELECT failure FROM product_media')).toEqual([{ failure: 'interrupted' }]);
  });
});

describe('a thumbnail', () => {
  const picture = (side: number): Promise<Buffer> =>
    sharp({ create: { width: side, height: side / 2, channels: 3, background: '#c33' } })
      .png()
      .toBuffer();

  it('is made of an image, at most 320 pixels wide', async () => {
    bench.main.telegram.addFile('id-one', await picture(1000));
    await order(ANN, 'one', { kind: 'photo', sizeBytes: undefined });
    await bench.main.jobs.run();
    const thumbnail = sharp(await buffer(await bench.main.media.openThumbnail(1)));
    expect(await thumbnail.metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 160 });
  });

  it('is Telegram’s own for a document', async () => {
    addFile('one');
    bench.main.telegram.addFile('id-thumb', await picture(200));
    await order(ANN, 'one', { thumbnailFileId: 'id-thumb' });
    await bench.main.jobs.run();
    expect((await buffer(await bench.main.media.openThumbnail(1))).length).toBeGreaterThan(100);
  });

  it('is none of an image that is none, of SVG under a false name, or of noise called a video; the order is complete', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9"/></svg>');
    bench.main.telegram.addFile('id-svg', svg);
    addFile('noise');
    addFile('video');
    const orders = [
      await order(ANN, 'svg', { mimeType: 'image/png', sizeBytes: svg.length }),
      await order(ANN, 'noise', { kind: 'photo' }),
      await order(ANN, 'video', { kind: 'video' }),
    ];
    await bench.main.jobs.run();
    for (const id of orders) {
      const { status, items } = await bench.main.orders.get(id, { userId: ANN, isStaff: false });
      expect({ status, hasThumbnail: items[0]?.hasThumbnail }).toEqual({ status: 'complete', hasThumbnail: false });
    }
  });
});
