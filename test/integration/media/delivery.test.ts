import {
  ChatUnreachable,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../../../src/telegram/telegram-errors';
import { anUpload, type LibraryUnderTest, openLibrary, runContext } from './library-under-test';
import { AN_ADMIN } from '../../support/an-admin';

interface DeliveryJob {
  deliveryId: number;
  revision: number;
}

describe('bringing files to people', () => {
  let library: LibraryUnderTest;
  let requests = 0;
  beforeAll(async () => {
    library = await openLibrary();
  });
  beforeEach(() => {
    library.telegram.deliveries.length = 0;
    library.telegram.messages.length = 0;
    library.telegram.failures.length = 0;
    library.telegram.pauses.clear();
    library.jobs.dispatched.length = 0;
  });
  afterAll(() => library.close());

  const pendingFile = async () => {
    const registration = await library.upload.register(anUpload(), AN_ADMIN);
    if (registration.outcome !== 'registered') throw new Error(registration.outcome);
    return registration.file.id;
  };
  const readyFile = async () => {
    const id = await pendingFile();
    await processAll();
    library.telegram.messages.length = 0;
    return id;
  };
  const processAll = async () => {
    for (const job of library.jobs.take('media.process')) await library.processing.process(job, runContext());
  };
  const deliverAll = async (context = runContext()) => {
    for (const job of library.jobs.take<DeliveryJob>('media.deliver')) await library.delivery.deliver(job, context);
  };
  const ask = (fileId: number, userId = 5, key = `callback:${(requests += 1)}`) =>
    library.downloads.request({ fileId, userId, chatId: userId, language: 'en', key });
  const downloads = async (fileId: number) => (await library.library.get(fileId)).downloadCount;

  it('sends a ready file at once and counts it', async () => {
    const id = await readyFile();
    expect(await ask(id)).toMatchObject({ outcome: 'sent' });
    expect(library.telegram.deliveries).toEqual([
      { chatId: 5, fileId: expect.stringMatching(/^copy-/), captionHtml: expect.stringContaining('Bellhop') },
    ]);
    expect(await downloads(id)).toBe(1);
  });

  it('sends once and counts once when a handler is run twice for the same update', async () => {
    const id = await readyFile();
    await ask(id, 5, 'callback:same');
    expect(await ask(id, 5, 'callback:same')).toMatchObject({ outcome: 'sent' });
    expect(library.telegram.deliveries).toHaveLength(1);
    expect(await downloads(id)).toBe(1);
  });

  it('counts each of many people who tap at once', async () => {
    const id = await readyFile();
    await Promise.all(Array.from({ length: 25 }, (_, n) => ask(id, 100 + n)));
    expect(await downloads(id)).toBe(25);
    const [entry] = await library.db.database.query<{ n: string }>(
      'SELECT popularity AS n FROM media_search WHERE file_id = $1',
      [id],
    );
    expect(Number(entry?.n)).toBe(25);
  });

  it('asks for patience, then brings the file and takes the waiting message away', async () => {
    const id = await pendingFile();
    expect(await ask(id)).toMatchObject({ outcome: 'preparing' });
    expect(library.telegram.messages).toEqual([
      expect.objectContaining({ chatId: 5, html: expect.stringContaining('prepared') }),
    ]);
    expect(library.telegram.deliveries).toEqual([]);
    await processAll();
    await deliverAll();
    expect(library.telegram.deliveries).toHaveLength(1);
    expect(library.telegram.messages).toEqual([]);
    expect(await downloads(id)).toBe(1);
  });

  it('brings the original when processing fails for good', async () => {
    const id = await pendingFile();
    await ask(id);
    library.telegram.failNext('uploadFile', new TelegramRejected(400, 'no'));
    await expect(processAll()).rejects.toThrow();
    await deliverAll();
    expect(library.telegram.deliveries).toEqual([expect.objectContaining({ fileId: 'original' })]);
  });

  it('forgets nobody whose request meets the end of processing', async () => {
    const id = await pendingFile();
    library.telegram.pauses.set('sendText', processAll);
    expect(await ask(id)).toMatchObject({ outcome: 'preparing' });
    await deliverAll();
    expect(library.telegram.deliveries).toHaveLength(1);
    expect(library.telegram.messages).toEqual([]);
  });

  it('shows one waiting message however often the handler is run', async () => {
    const id = await pendingFile();
    await ask(id, 5, 'callback:patient');
    await ask(id, 5, 'callback:patient');
    expect(library.telegram.messages).toHaveLength(1);
  });

  it('tells who waits when the file is removed meanwhile', async () => {
    const id = await pendingFile();
    await ask(id);
    await library.library.remove(id, AN_ADMIN);
    await library.letTimePass('3 minutes');
    await library.delivery.redispatchLost();
    await deliverAll();
    expect(library.telegram.messages[0]?.html).toContain('taken out of the library');
    expect(await ask(id)).toEqual({ outcome: 'gone' });
  });

  it.each([0, -1, 1.5, 2 ** 31, 2 ** 53, Number.NaN])('knows no file %s', async (id) => {
    expect(await ask(id)).toEqual({ outcome: 'gone' });
    expect(await library.library.find(id)).toBeNull();
  });

  it('sends later what Telegram could not take now, at the time Telegram named', async () => {
    const id = await readyFile();
    library.telegram.failNext('sendStoredFile', new TelegramRateLimited(9));
    expect(await ask(id)).toMatchObject({ outcome: 'delayed' });
    expect(library.jobs.dispatched).toEqual([expect.objectContaining({ name: 'media.deliver', delayMs: 9000 })]);
    await deliverAll();
    expect(library.telegram.deliveries).toHaveLength(1);
    expect(await downloads(id)).toBe(1);
  });

  it('sends the original when Telegram has forgotten the copy', async () => {
    const id = await readyFile();
    library.telegram.failNext('sendStoredFile', new TelegramRejected(400, 'wrong file identifier'));
    expect(await ask(id)).toMatchObject({ outcome: 'sent' });
    expect(library.telegram.deliveries).toEqual([expect.objectContaining({ fileId: 'original' })]);
  });

  it('gives up on a chat that can’t be reached, and counts nothing', async () => {
    const id = await readyFile();
    library.telegram.failNext('sendStoredFile', new ChatUnreachable('blocked'));
    await expect(ask(id)).rejects.toBeInstanceOf(ChatUnreachable);
    expect(library.jobs.dispatched).toEqual([]);
    expect(await downloads(id)).toBe(0);
  });

  it('says so when the last attempt to bring a waited-for file fails', async () => {
    const id = await pendingFile();
    await ask(id);
    await processAll();
    library.telegram.failNext('sendStoredFile', new TelegramTransient('reset'));
    await expect(deliverAll(runContext({ isLastAttempt: true }))).rejects.toThrow();
    expect(library.telegram.messages[0]?.html).toContain('could not be sent');
  });

  it('sends again after a kill between sending and recording, and counts once', async () => {
    const id = await readyFile();
    await ask(id, 5, 'callback:killed');
    // What the row looks like when the process dies before it records the answer.
    await library.db.database.execute(`UPDATE media_deliveries SET status = 'sending' WHERE key = 'callback:killed'`);
    await library.db.database.execute('UPDATE media_files SET download_count = 0 WHERE id = $1', [id]);
    await library.letTimePass('11 minutes');
    expect(await library.delivery.redispatchLost()).toBe(1);
    await deliverAll();
    expect(library.telegram.deliveries).toHaveLength(2);
    expect(await downloads(id)).toBe(1);
    expect(await library.delivery.redispatchLost()).toBe(0);
  });

  it('removes a waiting message later when Telegram could not just then', async () => {
    const id = await pendingFile();
    await ask(id);
    await processAll();
    library.telegram.failNext('deleteMessage', new TelegramTransient('reset'));
    await deliverAll();
    expect(library.telegram.messages).toHaveLength(1);
    await library.delivery.redispatchLost();
    expect(library.telegram.messages).toEqual([]);
  });

  it('counts what is shared through inline mode once, and sends nothing', async () => {
    const id = await readyFile();
    for (const key of ['inline:1', 'inline:1', 'inline:2'])
      await library.downloads.recordShared({ fileId: id, userId: 5, key });
    expect(await downloads(id)).toBe(2);
    expect(library.telegram.deliveries).toEqual([]);
  });

  it('serves a former copy at once while the file is processed again', async () => {
    const id = await readyFile();
    await library.library.reprocess(id, AN_ADMIN);
    expect(await ask(id)).toMatchObject({ outcome: 'sent' });
  });
});
