import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { CopyRefused, moveDatabase } from '../../../src/database/copy';
import { createDataSource } from '../../../src/database/data-source';
import { EmbeddedPostgres } from '../../../src/database/embedded/embedded-postgres';
import { migrate } from '../../../src/database/migrate';
import { failureOf } from '../../support/failure-of';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const POOL = { poolMax: 2, statementTimeoutMs: 10_000 };
/** What a text format stumbles over: its own escapes, markup, other scripts, bytes, dates before Christ. */
const AWKWARD = 'tab\t newline\n backslash\\ \\N "quotes" \' <b> oʻzbekcha кириллица 😀 \\.';

describe('moving the embedded database to a server', () => {
  let dataDir: string;
  let target: TestDatabase;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'bellhop-move-'));
    await withEmbedded(async (source) => {
      await source.query(
        `INSERT INTO users (id, first_name, language) SELECT 5_000_000_000 + n, $1 || n, 'uz' FROM generate_series(1, 2000) n`,
        [AWKWARD],
      );
      await source.query(
        `INSERT INTO media_files (title, tags, kind, file_id, file_unique_id, uploader_id, source_chat_id, source_message_id)
         SELECT $1, ARRAY[$1, NULL, '{}'], 'document', 'f' || n, 'u' || n, 1, 1, n FROM generate_series(1, 50) n`,
        [AWKWARD],
      );
      await source.query(
        `INSERT INTO media_search (file_id, kind, title, document) SELECT id, kind, title, to_tsvector('simple', 'kitob nomi') FROM media_files`,
      );
      await source.query(`UPDATE media_settings SET thumbnail = '\\x00ff5c4e0a', sweep_revision = 7`);
      await source.query("SELECT nextval('media_search_version') FROM generate_series(1, 9)");
    });
  });
  afterAll(() => rm(dataDir, { recursive: true, force: true }));
  beforeEach(async () => {
    target = await openTestDatabase({ schema: 'empty' });
  });
  afterEach(() => target.close());

  async function withEmbedded<T>(use: (source: DataSource, postgres: EmbeddedPostgres) => Promise<T>): Promise<T> {
    const postgres = await EmbeddedPostgres.open(dataDir);
    const source = await createDataSource(postgres.target, POOL).initialize();
    try {
      await migrate(source, postgres.target);
      return await use(source, postgres);
    } finally {
      await source.destroy();
      await postgres.close();
    }
  }
  const tablesOfTarget = () =>
    target.database.query('SELECT relname FROM pg_class WHERE relkind = $1 AND relnamespace = $2::regnamespace', [
      'r',
      'public',
    ]);

  it('brings every row, as it was', async () => {
    const copied = await moveDatabase(dataDir, target.target);
    expect(copied.find(({ table }) => table === 'users')).toMatchObject({ rows: 2000 });
    const there = await withEmbedded((source) => source.query('SELECT * FROM users ORDER BY id'));
    expect(await target.database.query('SELECT * FROM users ORDER BY id')).toEqual(there);
    expect(await target.database.query('SELECT title, tags FROM media_files WHERE id = 7')).toEqual([
      { title: AWKWARD, tags: [AWKWARD, null, '{}'] },
    ]);
  });

  it('brings what triggers derive as it was, not derived a second time', async () => {
    await moveDatabase(dataDir, target.target);
    expect(await target.database.query('SELECT word, file_count FROM media_words ORDER BY word')).toEqual([
      { word: 'kitob', file_count: 50 },
      { word: 'nomi', file_count: 50 },
    ]);
    // They are awake again afterwards.
    await target.database.query('DELETE FROM media_search WHERE file_id = 1');
    expect(await target.database.query("SELECT file_count FROM media_words WHERE word = 'kitob'")).toEqual([
      { file_count: 49 },
    ]);
  });

  it('replaces the rows that migrations put there', async () => {
    await moveDatabase(dataDir, target.target);
    expect(await target.database.query('SELECT thumbnail, sweep_revision FROM media_settings')).toEqual([
      { thumbnail: Buffer.from([0x00, 0xff, 0x5c, 0x4e, 0x0a]), sweep_revision: 7 },
    ]);
  });

  it('goes on counting where the old database stopped', async () => {
    await moveDatabase(dataDir, target.target);
    const [file] = await target.database.query<{ id: number }>(
      `INSERT INTO media_files (title, kind, file_id, file_unique_id, uploader_id, source_chat_id, source_message_id)
       VALUES ('new', 'document', 'new', 'new', 1, 1, 1) RETURNING id`,
    );
    expect(file?.id).toBe(51);
    expect(await target.database.query("SELECT nextval('media_search_version') AS next")).toEqual([{ next: '10' }]);
    // A sequence that was never used begins at its beginning.
    await target.database.query(
      "INSERT INTO products (code, name, accepted_media, max_file_size_bytes) VALUES ('A', 'a', '{photo}', 1)",
    );
    expect(
      await target.database.query(
        "INSERT INTO orders (user_id, product_code, status) VALUES (1, 'A', 'awaiting_media') RETURNING id",
      ),
    ).toEqual([{ id: 1 }]);
  });

  it('leaves the target empty when it fails half way, and can be tried again', async () => {
    const failing = moveDatabase(dataDir, target.target, ({ table }) => {
      if (table === 'users') throw new Error('the line is cut');
    });
    expect((await failureOf(failing, Error)).message).toBe('the line is cut');
    expect(await tablesOfTarget()).toEqual([]);
    expect(await moveDatabase(dataDir, target.target)).not.toHaveLength(0);
  });

  it('overwrites nothing', async () => {
    await target.database.query('CREATE TABLE somebodys (id int)');
    expect((await failureOf(moveDatabase(dataDir, target.target), CopyRefused)).message).toContain('not empty');
    expect(await tablesOfTarget()).toEqual([{ relname: 'somebodys' }]);
  });

  it('is refused while the application is using the database', async () => {
    await withEmbedded(async () => {
      expect((await failureOf(moveDatabase(dataDir, target.target), CopyRefused)).message).toContain('Stop it first');
    });
    expect(await tablesOfTarget()).toEqual([]);
  });

  it('keeps the application out until it is done', async () => {
    let opened: Promise<EmbeddedPostgres> | undefined;
    let isOpen = false;
    const openWhileCopying: boolean[] = [];
    await moveDatabase(dataDir, target.target, () => {
      opened ??= EmbeddedPostgres.open(dataDir).then((postgres) => {
        isOpen = true;
        return postgres;
      });
      openWhileCopying.push(isOpen);
    });
    expect(openWhileCopying).not.toContain(true);
    await (await opened)?.close();
    expect(isOpen).toBe(true);
  });

  it('says when there is nothing to copy, or nowhere to copy to', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'bellhop-move-'));
    expect((await failureOf(moveDatabase(empty, target.target), CopyRefused)).message).toContain(
      'no embedded database',
    );
    await rm(empty, { recursive: true });
    const nowhere = { connectionString: 'postgres://nobody:secret@127.0.0.1:1/nothing' };
    const failure = await failureOf(moveDatabase(dataDir, nowhere), CopyRefused);
    expect(failure.message).not.toContain('secret');
  });
});
