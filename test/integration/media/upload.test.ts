import { MediaFileNotFound, TitleMissing } from '../../../src/media';
import { anUpload, type LibraryUnderTest, openLibrary, runContext } from './library-under-test';
import { AN_ADMIN } from '../../support/an-admin';

describe('uploading', () => {
  let library: LibraryUnderTest;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const register = async (changes: Parameters<typeof anUpload>[0] = {}) => {
    const registration = await library.upload.register(anUpload(changes), AN_ADMIN);
    if (registration.outcome !== 'registered') throw new Error(registration.outcome);
    return registration.file;
  };

  it('answers at once, with processing dispatched and the file already findable', async () => {
    const file = await register({ title: 'Immediately' });
    expect(file).toMatchObject({ status: 'pending', servedFileId: null, downloadCount: 0 });
    expect(library.jobs.take('media.process')).toContainEqual({ fileId: file.id, revision: 1 });
    expect((await library.search.search({ text: 'immediately', page: 1, pageSize: 5 })).total).toBe(1);
  });

  it.each(['Guide', 'Guide - Bellhop', 'guide - bellhop', ' Guide  - Bellhop - Bellhop '])(
    'gives %j the suffix once',
    async (title) => {
      expect((await register({ title })).title).toMatch(/^guide - Bellhop$/i);
    },
  );

  it('takes directional tricks and control characters out of a title', async () => {
    expect((await register({ title: 'a\u202egpj.exe\u0007\n b' })).title).toBe('a gpj.exe b - Bellhop');
  });

  it.each(['', '   ', '\u200b\u202e', ' - Bellhop'])('refuses the title %j', async (title) => {
    await expect(library.upload.register(anUpload({ title }), AN_ADMIN)).rejects.toBeInstanceOf(TitleMissing);
  });

  it('cleans tags and drops repetitions', async () => {
    expect((await register({ tags: ['#Roman', 'roman', '  two  words ', '', '#'] })).tags).toEqual([
      'Roman',
      'two words',
    ]);
  });

  it('refuses the same file twice, with the entry it already has', async () => {
    const first = await register({ fileUniqueId: 'same' });
    expect(await library.upload.inspect(anUpload({ fileUniqueId: 'same' }))).toMatchObject({
      outcome: 'duplicate',
      file: { id: first.id },
    });
    expect(await library.upload.register(anUpload({ fileUniqueId: 'same' }), AN_ADMIN)).toMatchObject({
      outcome: 'duplicate',
      file: { id: first.id },
    });
  });

  it('recognises its own processed copy', async () => {
    const file = await register();
    for (const job of library.jobs.take('media.process')) await library.processing.process(job, runContext());
    const copy = (await library.library.get(file.id)).servedFileId;
    expect(await library.upload.inspect(anUpload({ fileUniqueId: `u-${copy}` }))).toMatchObject({
      outcome: 'duplicate',
      file: { id: file.id },
    });
  });

  it('answers the same entry when the same message is registered again', async () => {
    const request = anUpload();
    const [first, second] = [
      await library.upload.register(request, AN_ADMIN),
      await library.upload.register(request, AN_ADMIN),
    ];
    expect(second).toMatchObject({
      outcome: 'registered',
      file: { id: first.outcome === 'registered' ? first.file.id : 0 },
    });
  });

  it('lets one of two simultaneous uploads of the same file win', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => library.upload.register(anUpload({ fileUniqueId: 'race' }), AN_ADMIN)),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'registered')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'duplicate')).toHaveLength(7);
  });

  it('takes a removed file again', async () => {
    const file = await register({ fileUniqueId: 'again', title: 'Phoenix' });
    expect(await library.library.remove(file.id, AN_ADMIN)).toBe(true);
    expect(await library.library.remove(file.id, AN_ADMIN)).toBe(false);
    expect((await library.search.search({ text: 'phoenix', page: 1, pageSize: 5 })).total).toBe(0);
    expect((await register({ fileUniqueId: 'again' })).id).not.toBe(file.id);
    await expect(library.library.get(file.id)).rejects.toBeInstanceOf(MediaFileNotFound);
  });
});

describe('looking after the library', () => {
  let library: LibraryUnderTest;
  beforeAll(async () => {
    library = await openLibrary();
    for (const [kind, title, sizeBytes] of [
      ['document', 'B', 10],
      ['audio', 'A', 30],
      ['photo', 'C', 20],
    ] as const) {
      await library.upload.register(anUpload({ kind, title, sizeBytes, fileName: undefined }), AN_ADMIN);
    }
  });
  afterAll(() => library.close());

  const titles = async (filter: object) =>
    (await library.library.list({ page: 1, pageSize: 10, ...filter })).items
      .map(({ title }) => title.charAt(0))
      .join('');

  it('lists sorted and filtered', async () => {
    expect(await titles({})).toBe('CAB');
    expect(await titles({ sort: 'createdAt' })).toBe('BAC');
    expect(await titles({ kind: 'audio' })).toBe('A');
    expect(await titles({ status: 'ready' })).toBe('');
    expect(await titles({ uploaderId: 700, status: 'pending', sort: 'createdAt' })).toBe('BAC');
  });

  it('moves page numbers outside the list to the nearest page', async () => {
    for (const [asked, page] of [
      [-5, 1],
      [0, 1],
      [2, 2],
      [99, 2],
      [Number.NaN, 1],
    ] as const) {
      expect(await library.library.list({ page: asked, pageSize: 2 })).toMatchObject({ page, total: 3 });
      expect(await library.library.popular({ page: asked, pageSize: 2 })).toMatchObject({ page, total: 3 });
    }
  });

  it('adds up what there is', async () => {
    expect(await library.library.statistics()).toEqual({
      files: 3,
      totalBytes: 60,
      downloads: 0,
      byStatus: { pending: 3, processing: 0, ready: 0, unprocessed: 0 },
    });
  });
});
