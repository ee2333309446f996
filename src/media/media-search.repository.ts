import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { MediaFile, MediaKind } from './media-file';
import { MEDIA_FILE_COLUMNS, type MediaFileRow, toMediaFile } from './media-row';
import type { SearchDocument } from './search-document';
import type { KnownWord } from './search-query';

/** Files ranked for one query. A broader query is ranked among the first it meets, and its total stops here. */
const MAX_RANKED = 20_000;
/** Words looked at below one prefix; the most used of them are taken. */
const MAX_PREFIXED = 2_000;

export interface RankedQuery {
  /** A `tsquery` literal: what is found. */
  matching: string;
  /** A `tsquery` literal: what of it holds the words exactly as typed, and comes first. */
  exact: string;
  /** In the form of `toComparableTitle`; a file with just this title comes before everything. */
  comparableTitle: string;
  kinds?: readonly MediaKind[];
  sendableOnly: boolean;
}

/** The search index and its vocabulary. The words of an entry are counted by the database, see the migration. */
@Injectable()
export class MediaSearchRepository {
  constructor(private readonly database: Database) {}

  /** Makes a file findable, replacing its former entry. Belongs in the transaction that changes the file. */
  async put(file: MediaFile, document: SearchDocument): Promise<void> {
    await this.drop(file.id);
    await this.database.execute(
      `INSERT INTO media_search (file_id, kind, title, document, popularity) VALUES ($1, $2, $3, $4::tsvector, $5)`,
      [file.id, file.kind, document.comparableTitle, document.vector, file.downloadCount],
    );
  }

  async drop(fileId: number): Promise<void> {
    await this.database.execute('DELETE FROM media_search WHERE file_id = $1', [fileId]);
  }

  /** The most used words that begin with each of `beginnings`, the word itself always among them if it is known. */
  async wordsBeginningWith(beginnings: readonly string[], limit: number): Promise<KnownWord[]> {
    return this.database.query<KnownWord>(
      `SELECT typed.word AS typed, known.word, known.file_count AS files
       FROM unnest($1::text[]) AS typed (word) CROSS JOIN LATERAL (
         SELECT word, file_count FROM (
           SELECT word, file_count FROM media_words
           WHERE word >= typed.word COLLATE "C" AND word < (typed.word || chr(1114111)) COLLATE "C"
           ORDER BY word LIMIT $3) AS first
         ORDER BY word = typed.word DESC, file_count DESC LIMIT $2) AS known`,
      [beginnings, limit, MAX_PREFIXED],
    );
  }

  /** Which of `words` are in the vocabulary. */
  async knownAmong(words: readonly string[]): Promise<Omit<KnownWord, 'typed'>[]> {
    // An array and not a join: the planner would hash the whole vocabulary for some hundred look-ups.
    return this.database.query(
      'SELECT word, file_count AS files FROM media_words WHERE word = ANY ($1::text[] COLLATE "C")',
      [words],
    );
  }

  /** Words that share trigrams with each of `typed`, the most alike first. */
  async wordsAlike(typed: readonly string[], limit: number): Promise<KnownWord[]> {
    return this.database.query<KnownWord>(
      `SELECT typed.word AS typed, known.word, known.file_count AS files
       FROM unnest($1::text[]) AS typed (word) CROSS JOIN LATERAL (
         SELECT word, file_count FROM media_words WHERE word % typed.word
         ORDER BY similarity(word, typed.word) DESC LIMIT $2) AS known`,
      [typed, limit],
    );
  }

  /** One page, best first: this very title, the exact words, where the words stand, popularity. Clamped to the last page. */
  async find(
    query: RankedQuery,
    { page, pageSize }: { page: number; pageSize: number },
  ): Promise<{ items: MediaFile[]; total: number }> {
    const rows = await this.database.query<MediaFileRow & { total: number }>(
      `WITH matched AS MATERIALIZED (
         SELECT entry.file_id, entry.popularity, entry.title = $3 AS is_title, entry.document @@ $2::tsquery AS is_exact,
                ts_rank(entry.document, $1::tsquery) AS weight
         FROM media_search AS entry
         WHERE entry.document @@ $1::tsquery AND ($4::text[] IS NULL OR entry.kind = ANY ($4))
           ${query.sendableOnly ? `AND EXISTS (SELECT FROM media_files AS file WHERE file.id = entry.file_id AND ${IS_SENDABLE})` : ''}
         LIMIT ${MAX_RANKED}),
       counted AS (SELECT count(*)::int AS total FROM matched),
       page AS (
         SELECT row_number() OVER (ORDER BY is_title DESC, is_exact DESC, weight DESC, popularity DESC, file_id DESC) AS place,
                file_id
         FROM matched ORDER BY place
         LIMIT $5 OFFSET LEAST($6, (SELECT GREATEST(total - 1, 0) / $5 * $5 FROM counted)))
       SELECT ${MEDIA_FILE_COLUMNS}, counted.total
       FROM page JOIN media_files AS file ON file.id = page.file_id CROSS JOIN counted ORDER BY page.place`,
      [query.matching, query.exact, query.comparableTitle, query.kinds ?? null, pageSize, (page - 1) * pageSize],
    );
    return { items: rows.map(toMediaFile), total: rows[0]?.total ?? 0 };
  }

  /** Tells every process that results have changed. Not transactional: call it after the commit. */
  async advanceVersion(): Promise<string> {
    const [row] = await this.database.query<{ version: string }>(
      `SELECT nextval('media_search_version')::text AS version`,
    );
    return row?.version ?? '';
  }

  async readVersion(): Promise<string> {
    const [row] = await this.database.query<{ version: string }>(
      'SELECT last_value::text AS version FROM media_search_version',
    );
    return row?.version ?? '';
  }
}

const IS_SENDABLE = `(file.processed_file_id IS NOT NULL OR file.status IN ('ready', 'unprocessed'))`;
