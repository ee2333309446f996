import type { Database } from '../../src/database/database';

/** Distinct words titles are made of: names and inflected forms of three languages make many. */
const VOCABULARY = 200_000;
const BATCH = 100_000;

/**
 * Fills the library by SQL. Titles have three to seven words from a vocabulary whose words are as unevenly used as
 * those of a language: the hundred commonest make up about a seventh of all text, and most words are rare.
 */
export async function buildLibrary(database: Database, files: number): Promise<void> {
  await database.execute('CREATE TABLE bench_words (rank int PRIMARY KEY, word text NOT NULL)');
  // Each word is its rank written in syllables, shuffled by a hash: pronounceable, distinct, 4 to 12 letters.
  await database.execute(
    `INSERT INTO bench_words
     SELECT row_number() OVER (ORDER BY md5(word)), word FROM (
       SELECT DISTINCT string_agg(syllable, '' ORDER BY part) AS word
       FROM generate_series(1, $1::int * 2) AS n CROSS JOIN LATERAL (
         SELECT part, (ARRAY['ba','ki','tob','lar','ning','shi','ro','man','ta','rix','da','vo','qi','chi','na','zar','mu','sa',
           'li','xo','ov','er','ing','tion','pre','con','ster','al','yo','ush','gul','bek','nur','iy','sto','lik'])
           [1 + ('x' || substr(md5(n || '-' || part), 1, 6))::bit(24)::int % 36] AS syllable
         FROM generate_series(1, 2 + n % 4) AS part) AS syllables
       GROUP BY n) AS words
     LIMIT $1`,
    [VOCABULARY],
  );
  await database.execute('ANALYZE bench_words');
  for (let from = 1; from <= files; from += BATCH) {
    await database.execute(
      `WITH chosen AS (
         SELECT n, 1 + floor(power($3::float8, random()) - 1)::int AS rank
         FROM generate_series($1::int, $2::int) AS n, generate_series(1, 3 + n % 5)),
       titles AS (
         SELECT n, string_agg(DISTINCT word, ' ') AS title
         FROM chosen JOIN bench_words USING (rank) GROUP BY n),
       files AS (
         INSERT INTO media_files (title, kind, file_id, file_unique_id, uploader_id, source_chat_id, source_message_id,
           status, download_count)
         SELECT title, 'document', 'bench-' || n, 'bench-' || n, 1, 1, n, 'unprocessed', floor(1000 * power(random(), 6))
         FROM titles RETURNING id, title, kind, download_count)
       INSERT INTO media_search (file_id, kind, title, document, popularity)
       SELECT id, kind, title, setweight(to_tsvector('simple', title), 'A'), download_count FROM files`,
      [from, Math.min(files, from + BATCH - 1), VOCABULARY],
    );
  }
  await database.execute('DROP TABLE bench_words');
  for (const table of ['media_files', 'media_search', 'media_words']) await database.execute(`VACUUM ANALYZE ${table}`);
}
