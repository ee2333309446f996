import {
  ChatUnreachable,
  FileTooBig,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../../../src/telegram/telegram-errors';
import { JobTimedOut } from '../../../src/queue/job-run';
import { eventually } from '../../support/eventually';
import { anUpload, type LibraryUnderTest, openLibrary, runContext } from './library-under-test';
import { AN_ADMIN } from '../../support/an-admin';

const MB = 1 << 20;

describe('processing a file', () => {
  let library: LibraryUnderTest;
  beforeAll(async () => {
    library = await openLibrary();
  });
  beforeEach(() => {
    library.telegram.uploads.length = 0;
    library.telegram.messages.length = 0;
    library.telegram.failures.length = 0;
    library.telegram.pauses.clear();
    library.jobs.dispatched.length = 0;
  });
  afterAll(() => library.close());

  const uploaded = async (changes: Parameters<typeof anUpload>[0] = {}) => {
    const registration = await library.upload.register(anUpload(changes), AN_ADMIN);
    if (registration.outcome !== 'registered') throw new Error(registration.outcome);
    const [job] = library.jobs.take('media.process');
    if (!job) throw new Error('no job');
    return { id: registration.file.id, job };
  };
  const stateOf = async (id: number) => library.library.get(id);

  it('copies the bytes under the new name, silently, and leaves no message behind', async () => {
    const { id, job } = await uploaded({ title: 'My  guide', fileName: 'scan.PDF' });
    await library.processing.process(job, runContext());
    expect(library.telegram.uploads).toEqual([
      expect.objectContaining({
        chatId: 700,
        fileName: 'My guide - Bellhop.pdf',
        silent: true,
        bytes: Buffer.from('original bytes'),
      }),
    ]);
    expect(library.telegram.messages).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ status: 'ready', servedFileId: 'copy-1', title: 'My guide - Bellhop' });
  });

  it('does nothing for a request that was answered already', async () => {
    const { job } = await uploaded();
    await library.processing.process(job, runContext());
    await library.processing.process(job, runContext());
    expect(library.telegram.uploads).toHaveLength(1);
  });

  it('keeps the copy in the storage channel when there is one', async () => {
    const stored = await openLibrary({ STORAGE_CHAT_ID: '-1001' });
    try {
      await stored.upload.register(anUpload(), AN_ADMIN);
      for (const job of stored.jobs.take('media.process')) await stored.processing.process(job, runContext());
      expect(stored.telegram.messages).toEqual([expect.objectContaining({ chatId: -1001 })]);
    } finally {
      await stored.close();
    }
  });

  it('keeps photos as they are, ready at once', async () => {
    const { id, job } = await uploaded({ kind: 'photo', fileId: 'photo' });
    await library.processing.process(job, runContext());
    expect(library.telegram.uploads).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ status: 'ready', servedFileId: 'photo' });
  });

  it.each([
    ['to download', { sizeBytes: 30 * MB }, {}, 'too-big-to-download'],
    ['to upload', { sizeBytes: 60 * MB }, { TELEGRAM_MAX_DOWNLOAD_BYTES: `${100 * MB}` }, 'too-big-to-upload'],
  ])('serves the original of a file too big %s, without moving a byte', async (_, changes, environment, reason) => {
    const small = await openLibrary(environment);
    try {
      const registration = await small.upload.register(anUpload(changes), AN_ADMIN);
      for (const job of small.jobs.take('media.process')) await small.processing.process(job, runContext());
      if (registration.outcome !== 'registered') throw new Error(registration.outcome);
      expect(small.telegram.uploads).toEqual([]);
      expect(await small.library.get(registration.file.id)).toMatchObject({
        status: 'unprocessed',
        unprocessedReason: reason,
        servedFileId: 'original',
      });
    } finally {
      await small.close();
    }
  });

  it.each([
    ['openFile', 'too-big-to-download'],
    ['uploadFile', 'too-big-to-upload'],
  ])('believes Telegram when %s finds the file too big', async (method, reason) => {
    const { id, job } = await uploaded({ sizeBytes: undefined });
    library.telegram.failNext(method, new FileTooBig(20 * MB));
    await library.processing.process(job, runContext());
    expect(await stateOf(id)).toMatchObject({ status: 'unprocessed', unprocessedReason: reason });
  });

  it('tries again after a fault, and serves the original when the last attempt fails', async () => {
    const { id, job } = await uploaded();
    library.telegram.failNext('uploadFile', new TelegramTransient('reset'), new TelegramTransient('reset'));
    await expect(library.processing.process(job, runContext())).rejects.toThrow();
    expect(await stateOf(id)).toMatchObject({ status: 'pending', servedFileId: null });
    await expect(library.processing.process(job, runContext({ attempt: 2, isLastAttempt: true }))).rejects.toThrow();
    expect(await stateOf(id)).toMatchObject({
      status: 'unprocessed',
      unprocessedReason: 'failed',
      servedFileId: 'original',
    });
  });

  it.each([
    ['refused', new TelegramRejected(400, 'Bad Request: wrong file identifier')],
    ['shut out of the chat', new ChatUnreachable('kicked')],
  ])('wastes no attempts when %s', async (_, error) => {
    const { id, job } = await uploaded();
    library.telegram.failNext('uploadFile', error);
    await expect(library.processing.process(job, runContext())).rejects.toMatchObject({
      name: 'UnrecoverableJobError',
    });
    expect(await stateOf(id)).toMatchObject({ status: 'unprocessed', unprocessedReason: 'rejected' });
  });

  it('counts no attempt while Telegram asks to wait', async () => {
    const { id, job } = await uploaded();
    library.telegram.failNext('uploadFile', new TelegramRateLimited(7));
    await library.processing.process(job, runContext({ isLastAttempt: true }));
    expect(await stateOf(id)).toMatchObject({ status: 'pending' });
    expect(library.jobs.dispatched).toEqual([
      { name: 'media.process', payload: { fileId: id, revision: job.revision + 1 }, delayMs: 7000 },
    ]);
  });

  it('says that it took too long when the queue’s timeout ends the last attempt', async () => {
    const { id, job } = await uploaded();
    const timeout = new AbortController();
    library.telegram.pauses.set('uploadFile', async (signal) => {
      timeout.abort(new JobTimedOut(1));
      signal?.throwIfAborted();
    });
    const run = library.processing.process(job, runContext({ isLastAttempt: true, signal: timeout.signal }));
    await expect(run).rejects.toThrow();
    expect(await stateOf(id)).toMatchObject({ status: 'unprocessed', unprocessedReason: 'timed-out' });
  });

  it('hands the file back when the process stops, even in its last attempt', async () => {
    const { id, job } = await uploaded();
    const stop = new AbortController();
    library.telegram.pauses.set('uploadFile', async (signal) => {
      stop.abort(new Error('the process is stopping'));
      signal?.throwIfAborted();
    });
    const run = library.processing.process(job, runContext({ isLastAttempt: true, signal: stop.signal }));
    await expect(run).rejects.toThrow('stopping');
    expect(await stateOf(id)).toMatchObject({ status: 'pending' });
  });

  it('takes over from a run that died half way, and lets only one of two runs finish', async () => {
    const { id, job } = await uploaded();
    let wake = (): void => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let uploads = 0;
    library.telegram.pauses.set('uploadFile', async () => {
      uploads += 1;
      if (uploads === 1) await asleep;
    });
    const stalled = library.processing.process(job, runContext());
    await eventually('the first run is uploading', () => uploads === 1);
    await library.processing.process(job, runContext());
    const served = (await stateOf(id)).servedFileId;
    wake();
    await stalled;
    expect(await stateOf(id)).toMatchObject({ status: 'ready', servedFileId: served });
    expect(library.telegram.messages).toEqual([]);
  });

  it('makes no entry of a file that was removed while it was copied', async () => {
    const { id, job } = await uploaded();
    library.telegram.pauses.set('uploadFile', async () => void (await library.library.remove(id, AN_ADMIN)));
    await library.processing.process(job, runContext());
    expect(await library.library.find(id)).toBeNull();
    expect(library.telegram.messages).toEqual([]);
  });

  it('keeps serving the former copy while a renamed file is processed again', async () => {
    const { id, job } = await uploaded({ title: 'Before' });
    await library.processing.process(job, runContext());
    const before = (await stateOf(id)).servedFileId;
    expect(await library.library.rename(id, 'After - Bellhop', AN_ADMIN)).toMatchObject({
      title: 'After - Bellhop',
      status: 'pending',
      servedFileId: before,
    });
    for (const again of library.jobs.take('media.process')) await library.processing.process(again, runContext());
    expect(library.telegram.uploads.at(-1)?.fileName).toBe('After - Bellhop.pdf');
    expect((await stateOf(id)).servedFileId).not.toBe(before);
  });

  it('dispatches a file again whose job was lost, and later each time', async () => {
    const { id, job } = await uploaded();
    expect(await library.processing.redispatchLost()).toBe(0);
    await library.letTimePass('61 seconds');
    await library.processing.redispatchLost();
    expect(library.jobs.take('media.process')).toContainEqual({ fileId: id, revision: job.revision + 1 });
    await library.letTimePass('61 seconds');
    await library.processing.redispatchLost();
    expect(library.jobs.take('media.process').filter(({ fileId }) => fileId === id)).toEqual([]);
    await library.letTimePass('61 seconds');
    await library.processing.redispatchLost();
    expect(library.jobs.take('media.process')).toContainEqual({ fileId: id, revision: job.revision + 2 });
    await library.processing.process(job, runContext());
    expect(await stateOf(id)).toMatchObject({ status: 'pending' });
  });

  it('removes a leftover copy later when Telegram could not just then', async () => {
    const { job } = await uploaded();
    library.telegram.failNext('deleteMessage', new TelegramTransient('reset'));
    await library.processing.process(job, runContext());
    expect(library.telegram.messages).toHaveLength(1);
    await library.processing.redispatchLost();
    expect(library.telegram.messages).toEqual([]);
  });
});
