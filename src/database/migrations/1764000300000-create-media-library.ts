import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMediaLibrary1764000300000 implements MigrationInterface {
  private readonly files = [
    `CREATE TABLE media_files (
      id integer GENERATED ALWAYS AS IDENTITY,
      title text NOT NULL,
      tags text[] NOT NULL DEFAULT '{}',
      kind text NOT NULL,
      file_id text NOT NULL,
      file_unique_id text NOT NULL,
      file_name text,
      mime_type text,
      size_bytes bigint,
      duration_seconds integer,
      width integer,
      height integer,
      performer text,
      uploader_id bigint NOT NULL,
      source_chat_id bigint NOT NULL,
      source_message_id bigint NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      unprocessed_reason text,
      revision integer NOT NULL DEFAULT 1,
      run integer NOT NULL DEFAULT 0,
      lost_after timestamptz NOT NULL DEFAULT now(),
      loss_count smallint NOT NULL DEFAULT 0,
      processed_file_id text,
      processed_file_unique_id text,
      processed_chat_id bigint,
      processed_message_id bigint,
      leftover_message_id bigint,
      processed_at timestamptz,
      download_count bigint NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      removed_at timestamptz,
      CONSTRAINT media_files_pkey PRIMARY KEY (id),
      CONSTRAINT media_files_kind_check CHECK (kind IN ('document', 'audio', 'video', 'photo')),
      CONSTRAINT media_files_status_check CHECK (status IN ('pending', 'processing', 'ready', 'unprocessed'))
    )`,
    'CREATE UNIQUE INDEX media_files_file_unique_id_key ON media_files (file_unique_id) WHERE removed_at IS NULL',
    'CREATE INDEX media_files_processed_file_unique_id_index ON media_files (processed_file_unique_id) WHERE removed_at IS NULL',
    'CREATE INDEX media_files_download_count_index ON media_files (download_count, id) WHERE removed_at IS NULL',
    'CREATE INDEX media_files_created_at_index ON media_files (created_at, id) WHERE removed_at IS NULL',
    `CREATE INDEX media_files_unfinished_index ON media_files (lost_after)
      WHERE removed_at IS NULL AND status IN ('pending', 'processing')`,
    'CREATE INDEX media_files_leftover_index ON media_files (id) WHERE leftover_message_id IS NOT NULL',
  ];

  private readonly deliveries = [
    `CREATE TABLE media_deliveries (
      id bigint GENERATED ALWAYS AS IDENTITY,
      key text NOT NULL,
      file_id integer NOT NULL,
      user_id bigint NOT NULL,
      chat_id bigint NOT NULL,
      language text NOT NULL,
      status text NOT NULL,
      failure text,
      revision integer NOT NULL DEFAULT 1,
      waiting_message_id bigint,
      created_at timestamptz NOT NULL DEFAULT now(),
      lost_after timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT media_deliveries_pkey PRIMARY KEY (id),
      CONSTRAINT media_deliveries_key_key UNIQUE (key),
      CONSTRAINT media_deliveries_status_check CHECK (status IN ('waiting', 'sending', 'sent', 'failed')),
      CONSTRAINT media_deliveries_file_id_fkey FOREIGN KEY (file_id) REFERENCES media_files (id) ON DELETE CASCADE
    )`,
    `CREATE INDEX media_deliveries_open_index ON media_deliveries (file_id, id) WHERE status IN ('waiting', 'sending')`,
    `CREATE INDEX media_deliveries_file_id_index ON media_deliveries (file_id)`,
    `CREATE INDEX media_deliveries_leftover_index ON media_deliveries (id)
      WHERE status IN ('sent', 'failed') AND waiting_message_id IS NOT NULL`,
  ];

  private readonly settings = [
    `CREATE TABLE media_settings (
      id smallint NOT NULL DEFAULT 1,
      thumbnail bytea,
      thumbnail_width smallint,
      thumbnail_height smallint,
      thumbnail_set_by bigint,
      thumbnail_set_at timestamptz,
      sweep_revision integer NOT NULL DEFAULT 0,
      sweep_after_id integer,
      sweep_lost_after timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT media_settings_pkey PRIMARY KEY (id),
      CONSTRAINT media_settings_single_row CHECK (id = 1)
    )`,
    'INSERT INTO media_settings DEFAULT VALUES',
  ];

  /**
   * What is searched lives apart from the file rows: a counted download then touches neither the GIN index nor a wide
   * row (`popularity` is in no index, so its updates stay within the page).
   */
  private readonly search = [
    `CREATE TABLE media_search (
      file_id integer NOT NULL,
      kind text NOT NULL,
      title text NOT NULL,
      document tsvector NOT NULL,
      popularity bigint NOT NULL DEFAULT 0,
      CONSTRAINT media_search_pkey PRIMARY KEY (file_id),
      CONSTRAINT media_search_file_id_fkey FOREIGN KEY (file_id) REFERENCES media_files (id) ON DELETE CASCADE
    ) WITH (fillfactor = 85)`,
    // fastupdate would save work on writing and let every search pay for it.
    'CREATE INDEX media_search_document_index ON media_search USING gin (document) WITH (fastupdate = off)',
    `CREATE TABLE media_words (
      word text COLLATE "C" NOT NULL,
      file_count integer NOT NULL,
      CONSTRAINT media_words_pkey PRIMARY KEY (word)
    ) WITH (fillfactor = 80)`,
    'CREATE INDEX media_words_trigram_index ON media_words USING gin (word gin_trgm_ops)',
    'CREATE SEQUENCE media_search_version',
  ];

  /**
   * The vocabulary is kept by the database itself, in the transaction that changes the entries, so that bulk loads and
   * hand-written SQL can't forget it. Words are locked in their order: two transactions can't deadlock.
   */
  private readonly wordCounts = [
    `CREATE FUNCTION media_count_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO media_words (word, file_count)
          SELECT word COLLATE "C", count(*) FROM entries, unnest(tsvector_to_array(document)) AS word
          GROUP BY 1 ORDER BY 1
          ON CONFLICT (word) DO UPDATE SET file_count = media_words.file_count + excluded.file_count;
      ELSE
        INSERT INTO media_words (word, file_count)
          SELECT word COLLATE "C", -count(*) FROM entries, unnest(tsvector_to_array(document)) AS word
          GROUP BY 1 ORDER BY 1
          ON CONFLICT (word) DO UPDATE SET file_count = media_words.file_count + excluded.file_count;
        DELETE FROM media_words WHERE file_count <= 0
          AND word IN (SELECT word FROM entries, unnest(tsvector_to_array(document)) AS word);
      END IF;
      RETURN NULL;
    END $$`,
    `CREATE TRIGGER media_search_words_added AFTER INSERT ON media_search
      REFERENCING NEW TABLE AS entries FOR EACH STATEMENT EXECUTE FUNCTION media_count_words()`,
    `CREATE TRIGGER media_search_words_removed AFTER DELETE ON media_search
      REFERENCING OLD TABLE AS entries FOR EACH STATEMENT EXECUTE FUNCTION media_count_words()`,
    // A trigger with transition tables can't be limited to one column, and counting downloads must not pay for it.
    `CREATE FUNCTION media_refuse_edited_document() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'a search entry is replaced, not edited: the vocabulary counts its words';
    END $$`,
    `CREATE TRIGGER media_search_document_fixed BEFORE UPDATE OF document ON media_search
      FOR EACH STATEMENT EXECUTE FUNCTION media_refuse_edited_document()`,
  ];

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    const statements = [this.files, this.deliveries, this.settings, this.search, this.wordCounts];
    for (const statement of statements.flat()) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE media_search');
    await runner.query('DROP FUNCTION media_count_words()');
    await runner.query('DROP FUNCTION media_refuse_edited_document()');
    await runner.query('DROP SEQUENCE media_search_version');
    await runner.query('DROP TABLE media_words');
    await runner.query('DROP TABLE media_settings');
    await runner.query('DROP TABLE media_deliveries');
    await runner.query('DROP TABLE media_files');
    // pg_trgm stays: it may have been there before us, and others may use it.
  }
}
