import sharp from 'sharp';
import { ThumbnailUnreadable } from '../../../src/media';
import { anUpload, type LibraryUnderTest, openLibrary, runContext } from './library-under-test';
import { AN_ADMIN } from '../../support/an-admin';

describe('the default thumbnail', () => {
  let library: LibraryUnderTest;
  beforeAll(async () => {
    library = await openLibrary();
  });
  beforeEach(() => {
    library.telegram.uploads.length = 0;
    library.jobs.dispatched.length = 0;
  });
  afterAll(() => library.close());

  const picture = (width: number, height: number) =>
    sharp({
      create: { width, height, channels: 3, background: '#356', noise: { type: 'gaussian', mean: 120, sigma: 60 } },
    })
      .png()
      .toBuffer();
  const processAll = async () => {
    const requests = library.jobs.take('media.process');
    for (const request of requests) await library.processing.process(request, runContext());
    return requests.length;
  };
  const stepUntilDone = async () => {
    for (;;) {
      const steps = library.jobs.take<{ revision: number }>('media.sweep');
      if (steps.length === 0) return;
      for (const { revision } of steps) await library.sweep.step(revision);
    }
  };

  it('is a JPEG within Telegram’s limits, whatever the picture', async () => {
    library.telegram.files.set('wide', await picture(2000, 700));
    const thumbnail = await library.thumbnails.set({ fileId: 'wide' }, AN_ADMIN);
    expect(thumbnail).toMatchObject({ width: 320, height: 112, setBy: 900 });
    expect(thumbnail.jpeg.length).toBeLessThanOrEqual(200_000);
    expect(await library.thumbnails.get()).toMatchObject({ width: 320, height: 112, jpeg: thumbnail.jpeg });
    expect((await sharp(thumbnail.jpeg).metadata()).format).toBe('jpeg');
  });

  it('refuses what is no picture and keeps the one it has', async () => {
    library.telegram.files.set('text', Buffer.from('no picture at all'));
    await expect(library.thumbnails.set({ fileId: 'text' }, AN_ADMIN)).rejects.toBeInstanceOf(ThumbnailUnreadable);
    expect(await library.thumbnails.get()).not.toBeNull();
  });

  it('is worn by files up to 20 MB', async () => {
    const local = await openLibrary({ TELEGRAM_LOCAL_MODE: 'true' });
    try {
      local.telegram.files.set('square', await picture(400, 400));
      await local.thumbnails.set({ fileId: 'square' }, AN_ADMIN);
      for (const sizeBytes of [20 << 20, (20 << 20) + 1])
        await local.upload.register(anUpload({ sizeBytes }), AN_ADMIN);
      for (const job of local.jobs.take('media.process')) await local.processing.process(job, runContext());
      expect(local.telegram.uploads.map(({ thumbnail }) => thumbnail !== undefined)).toEqual([true, false]);
    } finally {
      await local.close();
    }
  });

  it('re-processes the whole library on request, each file once, photos left alone', async () => {
    for (let n = 0; n < 120; n += 1) await library.upload.register(anUpload(), AN_ADMIN);
    await library.upload.register(anUpload({ kind: 'photo' }), AN_ADMIN);
    expect(await processAll()).toBe(121);
    library.telegram.uploads.length = 0;

    expect(await library.library.reprocessAll(AN_ADMIN)).toBe(120);
    await stepUntilDone();
    expect(await processAll()).toBe(120);
    expect(new Set(library.telegram.uploads.map(({ fileName }) => fileName)).size).toBe(120);
    expect(library.telegram.uploads.every(({ thumbnail }) => thumbnail !== undefined)).toBe(true);
  });

  it('goes on from where it was when its job is lost, and makes no step twice', async () => {
    await library.library.reprocessAll(AN_ADMIN);
    const [first] = library.jobs.take<{ revision: number }>('media.sweep');
    await library.sweep.step(first?.revision ?? 0);
    await library.sweep.step(first?.revision ?? 0);
    expect(library.jobs.take('media.process')).toHaveLength(100);
    library.jobs.dispatched.length = 0;

    expect(await library.sweep.redispatchLost()).toBe(false);
    await library.letTimePass('3 minutes');
    expect(await library.sweep.redispatchLost()).toBe(true);
    await stepUntilDone();
    expect(library.jobs.take('media.process')).toHaveLength(20);
    await library.letTimePass('3 minutes');
    expect(await library.sweep.redispatchLost()).toBe(false);
  });

  it('is gone after it was cleared', async () => {
    await library.thumbnails.clear(AN_ADMIN);
    expect(await library.thumbnails.get()).toBeNull();
  });
});
