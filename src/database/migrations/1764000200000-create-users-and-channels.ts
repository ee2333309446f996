import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateUsersAndChannels1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE users (
        id bigint NOT NULL,
        first_name text NOT NULL,
        last_name text,
        username text,
        language text NOT NULL,
        role text NOT NULL DEFAULT 'user',
        blocked_at timestamptz,
        reachability text NOT NULL DEFAULT 'reachable',
        reachability_changed_at timestamptz,
        pending_start text,
        created_at timestamptz NOT NULL DEFAULT now(),
        last_seen_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_pkey PRIMARY KEY (id),
        CONSTRAINT users_language_check CHECK (language IN ('uz', 'ru', 'en')),
        CONSTRAINT users_role_check CHECK (role IN ('admin', 'editor', 'user')),
        CONSTRAINT users_reachability_check CHECK (reachability IN ('reachable', 'blocked', 'deactivated'))
      )`);
    await runner.query('CREATE INDEX users_last_seen_at_index ON users (last_seen_at)');
    await runner.query(`
      CREATE TABLE channels (
        chat_id bigint NOT NULL,
        title text NOT NULL,
        invite_link text NOT NULL,
        takes_join_requests boolean NOT NULL DEFAULT false,
        active boolean NOT NULL DEFAULT true,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT channels_pkey PRIMARY KEY (chat_id)
      )`);
    await runner.query(`
      CREATE TABLE channel_join_requests (
        chat_id bigint NOT NULL,
        user_id bigint NOT NULL,
        requested_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT channel_join_requests_pkey PRIMARY KEY (chat_id, user_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE channel_join_requests');
    await runner.query('DROP TABLE channels');
    await runner.query('DROP TABLE users');
  }
}
