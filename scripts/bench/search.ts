/**
 * npm run bench:search [-- --files 1000000 --queries 1000]
 *
 * How long people wait for search results in a library of a million files, with and without a typing error, and how
 * often the file they meant is among the first ten; beside plain trigram similarity over whole titles. Everything runs
 * on a private PostgreSQL in a temporary folder, which is removed afterwards.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SystemClock } from '../../src/common/clock';
import { createDataSource } from '../../src/database/data-source';
import { type Database } from '../../src/database/database';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres';
import { migrate } from '../../src/database/migrate';
import { TypeOrmDatabase } from '../../src/database/typeorm-database';
import { MediaSearchCache } from '../../src/media/media-search.cache';
import { MediaSearchRepository } from '../../src/media/media-search.repository';
import { MediaSearchService, type SearchResults } from '../../src/media/media-search.service';
import { buildLibrary } from './search-library';
import { RecordingDatabase } from './recording-database';

const { values } = parseArgs({
  options: { files: { type: 'string', default: '1000000' }, queries: { type: 'string', default: '1000' } },
});
const [fileCount, queryCount] = [Number(values.files), Number(values.queries)];
const GOAL_MS = 20;
/** The peer is slow: fewer of its queries say as much. */
const PEER_SHARE = 10;

interface Query {
  fileId: number;
  words: string[];
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-bench-'));
  const server = await EmbeddedPostgres.open(folder);
  try {
    const target = server.target;
    const dataSource = await createDataSource(target, { poolMax: 4, statementTimeoutMs: 3_600_000 }).initialize();
    try {
      await migrate(dataSource, target);
      await measure(new TypeOrmDatabase(dataSource));
    } finally {
      await dataSource.destroy();
    }
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(database: Database): Promise<void> {
  await timed(`${fileCount.toLocaleString('en')} files with their search entries`, () =>
    buildLibrary(database, fileCount),
  );
  const [size] = await database.query<{ words: number }>('SELECT count(*)::int AS words FROM media_words');
  console.log(`  vocabulary: ${size?.words.toLocaleString('en')} words`);

  const queries = await pickQueries(database);
  const mistyped = queries.map(mistype);
  const service = new MediaSearchService(
    new MediaSearchRepository(database),
    // A cache without memory: every search is a real one.
    { get: (_key: string, load: () => Promise<SearchResults>) => load() } as MediaSearchCache<SearchResults>,
  );
  const search = async (text: string): Promise<number[]> =>
    (await service.search({ text, page: 1, pageSize: 10 })).items.map(({ id }) => id);

  await run(search, queries.slice(0, 100));
  const typed = report('as typed', await run(search, queries));
  const corrected = report('with a typing error', await run(search, mistyped));

  await timed('trigram index over whole titles, for the peer', () =>
    database.execute('CREATE INDEX peer ON media_files USING gin (title gin_trgm_ops)'),
  );
  const peer = async (text: string): Promise<number[]> => {
    const rows = await database.query<{ id: number }>(
      'SELECT id FROM media_files WHERE title % $1 ORDER BY similarity(title, $1) DESC, download_count DESC LIMIT 10',
      [text],
    );
    return rows.map(({ id }) => id);
  };
  await run(peer, mistyped.slice(0, 10));
  const trigrams = report('peer: pg_trgm, typing error', await run(peer, mistyped.slice(0, queryCount / PEER_SHARE)));

  console.log(
    `\n  p99 with a typing error: ${corrected.p99.toFixed(1)} ms, goal ${GOAL_MS} ms ` +
      `(${corrected.p99 <= GOAL_MS ? 'met' : `missed by ${(corrected.p99 - GOAL_MS).toFixed(1)} ms`}); ` +
      `pg_trgm over titles takes ${(trigrams.p99 / corrected.p99).toFixed(0)} × as long`,
  );
  console.log(`  a typing error costs ${(corrected.p50 / typed.p50).toFixed(1)} × at p50`);
  await explain(database, mistyped.slice(0, 20));
}

/** No statement of a search may read a table of the library from end to end. */
async function explain(database: Database, queries: readonly Query[]): Promise<void> {
  const recorder = new RecordingDatabase(database);
  const service = new MediaSearchService(
    new MediaSearchRepository(recorder),
    new MediaSearchCache<SearchResults>(new MediaSearchRepository(recorder), new SystemClock()),
  );
  for (const { words } of queries) await service.search({ text: words.join(' '), page: 1, pageSize: 10 });
  const scans = await recorder.sequentialScans();
  console.log(
    `  ${recorder.statements.length} statements explained, sequential scans of library tables: ${scans.join(', ') || 'none'}`,
  );
}

async function run(
  search: (text: string) => Promise<number[]>,
  queries: readonly Query[],
): Promise<{ ms: number; hit: boolean }[]> {
  const measured: { ms: number; hit: boolean }[] = [];
  for (const { fileId, words } of queries) {
    const start = performance.now();
    const ids = await search(words.join(' '));
    measured.push({ ms: performance.now() - start, hit: ids.includes(fileId) });
  }
  return measured;
}

function report(label: string, measured: readonly { ms: number; hit: boolean }[]): { p50: number; p99: number } {
  const sorted = measured.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const hits = measured.filter(({ hit }) => hit).length / measured.length;
  console.log(
    `  ${label.padEnd(28)} p50 ${at(0.5).toFixed(1).padStart(7)} ms   p99 ${at(0.99).toFixed(1).padStart(7)} ms   ` +
      `max ${at(1).toFixed(1).padStart(7)} ms   in the first ten ${(hits * 100).toFixed(1)} %   (${measured.length} queries)`,
  );
  return { p50: at(0.5), p99: at(0.99) };
}

/** Three words of a title, as somebody remembers it: the longest ones, in any order. */
async function pickQueries(database: Database): Promise<Query[]> {
  const rows = await database.query<{ id: number; title: string }>(
    'SELECT file_id AS id, title FROM media_search ORDER BY md5(file_id::text) LIMIT $1',
    [queryCount],
  );
  return rows.map(({ id, title }) => {
    const words = title.split(' ').sort((a, b) => b.length - a.length);
    return { fileId: id, words: words.slice(0, 3).reverse() };
  });
}

/** One letter missing, too many, wrong or swapped, in the longest word. Repeatable: the same in every run. */
function mistype({ fileId, words }: Query): Query {
  const [target = '', ...others] = [...words].sort((a, b) => b.length - a.length);
  const at = 1 + (fileId % Math.max(1, target.length - 2));
  const letter = 'aeiortkl'[fileId % 8] ?? 'a';
  const forms = [
    target.slice(0, at) + target.slice(at + 1),
    target.slice(0, at) + letter + target.slice(at),
    target.slice(0, at) + letter + target.slice(at + 1),
    target.slice(0, at) + (target[at + 1] ?? '') + (target[at] ?? '') + target.slice(at + 2),
  ];
  return { fileId, words: [forms[fileId % 4] ?? target, ...others] };
}

async function timed<T>(label: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  console.log(`  ${label}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
