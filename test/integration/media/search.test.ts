import { anUpload, type LibraryUnderTest, openLibrary } from './library-under-test';
import { AN_ADMIN } from '../../support/an-admin';

describe('searching the library', () => {
  let library: LibraryUnderTest;
  const ids = new Map<string, number>();

  beforeAll(async () => {
    library = await openLibrary();
    for (const [title, tags] of [
      ['Oʻzbek tili grammatikasi', ['darslik']],
      ['Китоб: Ўткан кунлар', ['roman']],
      ['Alisher Navoiy. Xamsa', ['classic']],
      ['Новогодняя ёлка', ['праздник']],
      ['Война и мир', ['роман', 'классика']],
      ['Harry Potter and the Philosopher Stone', ['fantasy']],
      ['Café menu', []],
      ['Poterya', []],
      ['Stone', []],
    ] as const) {
      const registration = await library.upload.register(
        anUpload({ title, tags: [...tags], fileName: 'scan_0001.pdf' }),
        AN_ADMIN,
      );
      if (registration.outcome !== 'registered') throw new Error(registration.outcome);
      ids.set(title, registration.file.id);
    }
  });
  afterAll(() => library.close());

  const titlesFor = async (text: string): Promise<string[]> => {
    const { items } = await library.search.search({ text, page: 1, pageSize: 10 });
    return items.map(({ title }) => title.replace(' - Bellhop', ''));
  };

  it.each([
    ['kitob', 'Китоб: Ўткан кунлар'],
    ['китоб', 'Китоб: Ўткан кунлар'],
    ["o'tkan", 'Китоб: Ўткан кунлар'],
    ['otkan kunlar', 'Китоб: Ўткан кунлар'],
    ['kunlar otkan', 'Китоб: Ўткан кунлар'],
    ['kitop', 'Китоб: Ўткан кунлар'],
    ['kiotb', 'Китоб: Ўткан кунлар'],
    ['kitoblarni', 'Китоб: Ўткан кунлар'],
    ['ўзбек', 'Oʻzbek tili grammatikasi'],
    ['O‘ZBEK TILI', 'Oʻzbek tili grammatikasi'],
    ['gramatikasi', 'Oʻzbek tili grammatikasi'],
    ['gram', 'Oʻzbek tili grammatikasi'],
    ['darslik', 'Oʻzbek tili grammatikasi'],
    ['хамса', 'Alisher Navoiy. Xamsa'],
    ['елка', 'Новогодняя ёлка'],
    ['yolka', 'Новогодняя ёлка'],
    ['novogodnyaya elka', 'Новогодняя ёлка'],
    ['vojna i mir', 'Война и мир'],
    ['мир классика', 'Война и мир'],
    ['hary poter', 'Harry Potter and the Philosopher Stone'],
    ['Potter Harry xyzzy', 'Harry Potter and the Philosopher Stone'],
    ['philosofer', 'Harry Potter and the Philosopher Stone'],
    ['cafe', 'Café menu'],
    ['CAFÉ', 'Café menu'],
  ])('finds for "%s" the file "%s" first', async (text, title) => {
    expect((await titlesFor(text))[0]).toBe(title);
  });

  it('puts a title that is exactly the query before one that only holds it', async () => {
    expect(await titlesFor('stone')).toEqual(['Stone', 'Harry Potter and the Philosopher Stone']);
  });

  it('says whether the words had to be corrected', async () => {
    expect((await library.search.search({ text: 'kitob', page: 1, pageSize: 5 })).corrected).toBe(false);
    expect((await library.search.search({ text: 'kitop', page: 1, pageSize: 5 })).corrected).toBe(true);
  });

  it('finds by the original file name, and by nothing that every file has', async () => {
    expect(await titlesFor('scan 0001')).toHaveLength(9);
    expect(await titlesFor('bellhop')).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['blanks', '   '],
    ['pictures', '🎉🎉'],
    ['SQL', "'; DROP TABLE media_files; --"],
    ['query operators', ":* & | ! <-> ()'"],
    ['a backslash', '\\'],
    ['a wildcard', '%'],
    ['a null character', '\u0000'],
    ['an endless word', 'a'.repeat(100_000)],
    ['endless words', 'x '.repeat(5000)],
  ])('stays calm when asked for %s', async (_, text) => {
    await expect(library.search.search({ text, page: 1, pageSize: 10 })).resolves.toBeDefined();
    expect(await titlesFor('kitob')).toHaveLength(1);
  });

  it('pages through results without losing or repeating one, and moves a page past the end back', async () => {
    const page = (number: number) => library.search.search({ text: 'scan', page: number, pageSize: 4 });
    const pages = [await page(1), await page(2), await page(3)];
    expect(pages.map(({ items }) => items.length)).toEqual([4, 4, 1]);
    expect(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size).toBe(9);
    expect(pages.map(({ total }) => total)).toEqual([9, 9, 9]);
    const beyond = await page(99);
    expect(beyond).toMatchObject({ page: 3, total: 9 });
    expect(beyond.items).toEqual(pages[2]?.items);
  });

  it('narrows to kinds, and to files that can be sent now', async () => {
    expect((await library.search.search({ text: 'kitob', page: 1, pageSize: 5, kinds: ['audio'] })).total).toBe(0);
    expect((await library.search.search({ text: 'kitob', page: 1, pageSize: 5, sendableOnly: true })).total).toBe(0);
  });

  it('sees a change of this process at once, and one of another process a second later', async () => {
    let now = 0;
    const elsewhere = library.searchElsewhere({ now: () => now });
    const findElsewhere = async () => (await elsewhere.search({ text: 'renamed', page: 1, pageSize: 5 })).total;
    expect(await findElsewhere()).toBe(0);
    await library.library.rename(ids.get('Café menu') ?? 0, 'Renamed', AN_ADMIN);
    expect(await titlesFor('renamed')).toEqual(['Renamed']);
    expect(await titlesFor('menu')).toEqual([]);
    expect(await findElsewhere()).toBe(0);
    now += 1_000;
    expect(await findElsewhere()).toBe(1);
  });
});

describe('the vocabulary', () => {
  let library: LibraryUnderTest;
  beforeAll(async () => {
    library = await openLibrary();
  });
  afterAll(() => library.close());

  const counts = async (...words: string[]) => {
    const rows = await library.db.database.query<{ word: string; n: number }>(
      'SELECT word, file_count AS n FROM media_words WHERE word = ANY ($1)',
      [words],
    );
    return Object.fromEntries(rows.map(({ word, n }) => [word, n]));
  };

  it('counts the files of each word through uploads, renames and removals, and forgets words nobody has', async () => {
    const [first, second] = [
      await library.upload.register(
        anUpload({ title: 'alpha beta', fileName: undefined, mimeType: undefined }),
        AN_ADMIN,
      ),
      await library.upload.register(
        anUpload({ title: 'alpha alpha gamma', fileName: undefined, mimeType: undefined }),
        AN_ADMIN,
      ),
    ];
    if (first.outcome !== 'registered' || second.outcome !== 'registered') throw new Error('not registered');
    expect(await counts('alpha', 'beta', 'gamma')).toEqual({ alpha: 2, beta: 1, gamma: 1 });
    await library.library.rename(first.file.id, 'delta', AN_ADMIN);
    expect(await counts('alpha', 'beta', 'gamma', 'delta')).toEqual({ alpha: 1, gamma: 1, delta: 1 });
    await library.library.remove(second.file.id, AN_ADMIN);
    expect(await counts('alpha', 'beta', 'gamma', 'delta')).toEqual({ delta: 1 });
  });

  it('is right after a bulk load and after deleting rows by hand', async () => {
    const { database } = library.db;
    await database.execute(
      `WITH added AS (
         INSERT INTO media_files (title, kind, file_id, file_unique_id, uploader_id, source_chat_id, source_message_id)
         SELECT 'bulk ' || n, 'document', 'f', 'bulk-' || n, 1, 1, 1 FROM generate_series(1, 50) AS n RETURNING id, title)
       INSERT INTO media_search (file_id, kind, title, document)
       SELECT id, 'document', title, to_tsvector('simple', title) FROM added`,
    );
    expect(await counts('bulk')).toEqual({ bulk: 50 });
    await database.execute(`DELETE FROM media_files WHERE title LIKE 'bulk %'`);
    expect(await counts('bulk')).toEqual({});
  });

  it('refuses to have a document edited behind its back', async () => {
    await library.upload.register(anUpload({ title: 'epsilon' }), AN_ADMIN);
    await expect(library.db.database.execute(`UPDATE media_search SET document = ''`)).rejects.toThrow('replaced');
  });

  it('survives many uploads at once that share their words', async () => {
    const words = ['one', 'two', 'three', 'four', 'five'];
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => {
        const title = [...words.slice(n % 5), ...words.slice(0, n % 5)].join(' ');
        return library.upload.register(anUpload({ title }), AN_ADMIN);
      }),
    );
    expect(await counts(...words)).toEqual({ one: 20, two: 20, three: 20, four: 20, five: 20 });
  });
});
