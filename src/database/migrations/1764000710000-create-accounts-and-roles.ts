import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Roles become rows that can be changed; accounts sign in to the admin API. */
export class CreateAccountsAndRoles1764000710000 implements MigrationInterface {
  private readonly statements = [
    `CREATE TABLE roles (
      name text NOT NULL,
      description text NOT NULL DEFAULT '',
      permissions text[] NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT roles_pkey PRIMARY KEY (name),
      CONSTRAINT roles_name_check CHECK (name ~ '^[a-z][a-z0-9-]{0,19}$' AND name NOT IN ('owner', 'user'))
    )`,
    `INSERT INTO roles (name, description, permissions) VALUES
      ('admin', 'Runs the bot day by day', '{files:read,files:write,products:read,products:write,orders:read,orders:write,users:read,users:write,channels:read,channels:write,broadcasts:read,broadcasts:send,transcription:read,stats:read,system:read,system:write,settings:read,audit:read,accounts:read,roles:read}'),
      ('editor', 'Fills the library', '{files:read,files:write,stats:read}')`,
    // No foreign key: every new person would lock the row of the role that everybody begins with.
    'ALTER TABLE users DROP CONSTRAINT users_role_check',
    `CREATE INDEX users_role_index ON users (role) WHERE role <> 'user'`,
    `CREATE TABLE accounts (
      id uuid NOT NULL,
      username text NOT NULL,
      password_hash text NOT NULL,
      role text NOT NULL,
      telegram_id bigint,
      disabled_at timestamptz,
      created_at timestamptz NOT NULL DEFAULT now(),
      password_changed_at timestamptz NOT NULL DEFAULT now(),
      last_sign_in_at timestamptz,
      CONSTRAINT accounts_pkey PRIMARY KEY (id),
      CONSTRAINT accounts_username_key UNIQUE (username),
      CONSTRAINT accounts_telegram_id_key UNIQUE (telegram_id),
      CONSTRAINT accounts_username_check CHECK (username ~ '^[a-z0-9][a-z0-9._-]{2,31}$')
    )`,
    `CREATE TABLE account_sessions (
      id uuid NOT NULL,
      account_id uuid NOT NULL,
      generation integer NOT NULL DEFAULT 1,
      rotated_at timestamptz NOT NULL DEFAULT now(),
      created_at timestamptz NOT NULL DEFAULT now(),
      expires_at timestamptz NOT NULL,
      ended_at timestamptz,
      end_reason text,
      address text,
      user_agent text,
      CONSTRAINT account_sessions_pkey PRIMARY KEY (id),
      CONSTRAINT account_sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts (id) ON DELETE CASCADE,
      CONSTRAINT account_sessions_end_reason_check CHECK (
        end_reason IN ('signed-out', 'signed-out-everywhere', 'password-changed', 'account-changed', 'reused'))
    )`,
    'CREATE INDEX account_sessions_account_id_index ON account_sessions (account_id, created_at)',
    'CREATE INDEX account_sessions_expires_at_index ON account_sessions (expires_at)',
    `CREATE TABLE idempotency_keys (
      key text NOT NULL,
      fingerprint text NOT NULL,
      answer jsonb,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT idempotency_keys_pkey PRIMARY KEY (key)
    )`,
    'CREATE INDEX idempotency_keys_created_at_index ON idempotency_keys (created_at)',
  ];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_keys');
    await runner.query('DROP TABLE account_sessions');
    await runner.query('DROP TABLE accounts');
    await runner.query('DROP INDEX users_role_index');
    await runner.query(`UPDATE users SET role = 'user' WHERE role NOT IN ('admin', 'editor', 'user')`);
    await runner.query(`ALTER TABLE users ADD CONSTRAINT users_role_check CHECK (role IN ('admin', 'editor', 'user'))`);
    await runner.query('DROP TABLE roles');
  }
}
