import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsage1764000600000 implements MigrationInterface {
  private readonly statements = [
    `CREATE TABLE usage (
      id integer GENERATED ALWAYS AS IDENTITY,
      user_id bigint NOT NULL,
      chat_id bigint NOT NULL,
      asked_message_id bigint NOT NULL,
      voice_message_id bigint NOT NULL,
      kind text NOT NULL,
      file_id text NOT NULL,
      file_unique_id text NOT NULL,
      mime_type text,
      size_bytes bigint,
      duration_seconds real,
      state text NOT NULL,
      failure text,
      announced boolean NOT NULL DEFAULT false,
      status_message_id bigint,
      shown_position integer,
      status_held_until timestamptz,
      revision integer NOT NULL DEFAULT 1,
      lost_after timestamptz NOT NULL,
      claim uuid,
      place smallint,
      attempts smallint NOT NULL DEFAULT 0,
      cancel_asked_at timestamptz,
      parts_sent smallint NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      taken_at timestamptz,
      downloaded_at timestamptz,
      ended_at timestamptz,
      audio_seconds real,
      engine text,
      model text,
      processing_ms integer,
      text_length integer,
      CONSTRAINT usage_pkey PRIMARY KEY (id),
      CONSTRAINT usage_kind_check CHECK (kind IN ('voice', 'audio', 'video_note')),
      CONSTRAINT usage_state_check CHECK (
        state IN ('waiting', 'downloading', 'working', 'delivering', 'finished', 'failed', 'cancelled', 'refused')),
      CONSTRAINT usage_claim_check CHECK (
        state NOT IN ('downloading', 'working', 'delivering') OR claim IS NOT NULL AND place IS NOT NULL),
      CONSTRAINT usage_ended_check CHECK (
        (ended_at IS NULL) = (state IN ('waiting', 'downloading', 'working', 'delivering')))
    )`,
    'CREATE UNIQUE INDEX usage_asked_key ON usage (chat_id, asked_message_id)',
    'CREATE INDEX usage_live_index ON usage (id) WHERE ended_at IS NULL',
    'CREATE INDEX usage_created_at_index ON usage (created_at)',
    'CREATE INDEX usage_user_id_index ON usage (user_id, id)',
    `CREATE TABLE learned_paces (
      engine text NOT NULL,
      model text NOT NULL,
      real_time_factor double precision NOT NULL,
      overhead_ms double precision NOT NULL,
      measurements integer NOT NULL,
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT learned_paces_pkey PRIMARY KEY (engine, model)
    )`,
  ];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE learned_paces');
    await runner.query('DROP TABLE usage');
  }
}
