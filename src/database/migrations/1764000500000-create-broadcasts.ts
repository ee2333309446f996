import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateBroadcasts1764000500000 implements MigrationInterface {
  /** `finished` means that no row is open: the triggers at the end hold it from both sides. */
  private readonly statements = [
    `CREATE UNLOGGED TABLE paces (
      name text NOT NULL,
      next_at timestamptz NOT NULL,
      paused_until timestamptz,
      slowed_per_second double precision,
      CONSTRAINT paces_pkey PRIMARY KEY (name)
    )`,
    `CREATE TABLE broadcasts (
      id integer GENERATED ALWAYS AS IDENTITY,
      status text NOT NULL DEFAULT 'draft',
      content jsonb NOT NULL,
      buttons jsonb NOT NULL DEFAULT '[]',
      language text,
      active_within_days integer,
      silent boolean NOT NULL DEFAULT false,
      protect boolean NOT NULL DEFAULT false,
      start_at timestamptz,
      author jsonb NOT NULL,
      report_chat_id bigint,
      report_message_id bigint,
      reported_at timestamptz,
      reported_settled integer NOT NULL DEFAULT 0,
      report_due boolean NOT NULL DEFAULT false,
      audience_until timestamptz,
      audience_cursor bigint,
      audience_complete boolean NOT NULL DEFAULT false,
      total integer NOT NULL DEFAULT 0,
      sent integer NOT NULL DEFAULT 0,
      blocked integer NOT NULL DEFAULT 0,
      invalid integer NOT NULL DEFAULT 0,
      failed integer NOT NULL DEFAULT 0,
      unknown integer NOT NULL DEFAULT 0,
      streak_reason text,
      streak_length integer NOT NULL DEFAULT 0,
      pause_reason text,
      created_at timestamptz NOT NULL DEFAULT now(),
      started_at timestamptz,
      ended_at timestamptz,
      CONSTRAINT broadcasts_pkey PRIMARY KEY (id),
      CONSTRAINT broadcasts_status_check
        CHECK (status IN ('draft', 'scheduled', 'running', 'paused', 'finished', 'cancelled')),
      CONSTRAINT broadcasts_scheduled_check CHECK (status <> 'scheduled' OR start_at IS NOT NULL),
      CONSTRAINT broadcasts_counts_check CHECK (sent + blocked + invalid + failed + unknown <= total)
    )`,
    `CREATE INDEX broadcasts_under_way_index ON broadcasts (id) WHERE status IN ('scheduled', 'running', 'paused')`,
    // No foreign key to either side: checking it would double the time a million recipients take to be written.
    `CREATE TABLE broadcast_recipients (
      broadcast_id integer NOT NULL,
      user_id bigint NOT NULL,
      status text NOT NULL DEFAULT 'queued',
      attempts smallint NOT NULL DEFAULT 0,
      faults smallint NOT NULL DEFAULT 0,
      sender_id integer,
      message_id bigint,
      due_at timestamptz,
      settled_at timestamptz,
      reason text,
      detail text,
      CONSTRAINT broadcast_recipients_pkey PRIMARY KEY (broadcast_id, user_id),
      CONSTRAINT broadcast_recipients_status_check
        CHECK (status IN ('queued', 'sending', 'sent', 'blocked', 'invalid', 'failed', 'unknown'))
    )`,
    `CREATE INDEX broadcast_recipients_open_index ON broadcast_recipients (broadcast_id, user_id)
     WHERE status IN ('queued', 'sending')`,
    `CREATE INDEX broadcast_recipients_held_index ON broadcast_recipients (sender_id) WHERE sender_id IS NOT NULL`,
    `CREATE INDEX broadcast_recipients_problem_index ON broadcast_recipients (broadcast_id, status, user_id)
     WHERE status IN ('blocked', 'invalid', 'failed', 'unknown')`,
    `CREATE TABLE broadcast_senders (
      id integer GENERATED ALWAYS AS IDENTITY,
      seen_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT broadcast_senders_pkey PRIMARY KEY (id)
    )`,
    `CREATE TABLE broadcast_album_pieces (
      chat_id bigint NOT NULL,
      message_id bigint NOT NULL,
      album_id text NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT broadcast_album_pieces_pkey PRIMARY KEY (chat_id, message_id)
    )`,
    'CREATE INDEX broadcast_album_pieces_album_index ON broadcast_album_pieces (chat_id, album_id)',
    `CREATE FUNCTION broadcast_finishes_complete() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NOT NEW.audience_complete OR EXISTS (
         SELECT 1 FROM broadcast_recipients WHERE broadcast_id = NEW.id AND status IN ('queued', 'sending')
       ) THEN
         RAISE EXCEPTION 'broadcast % can not be finished: recipients are open', NEW.id USING ERRCODE = 'check_violation';
       END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER broadcasts_finish_complete BEFORE INSERT OR UPDATE OF status ON broadcasts
     FOR EACH ROW WHEN (NEW.status = 'finished') EXECUTE FUNCTION broadcast_finishes_complete()`,
    `CREATE FUNCTION broadcast_recipients_stay_settled() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       PERFORM 1 FROM broadcasts WHERE id = NEW.broadcast_id AND status IN ('running', 'paused') FOR SHARE;
       IF NOT FOUND THEN
         RAISE EXCEPTION 'broadcast % takes no open recipients', NEW.broadcast_id USING ERRCODE = 'check_violation';
       END IF;
       RETURN NEW;
     END $$`,
    `CREATE TRIGGER broadcast_recipients_reopen BEFORE UPDATE OF status ON broadcast_recipients
     FOR EACH ROW WHEN (NEW.status IN ('queued', 'sending') AND OLD.status NOT IN ('queued', 'sending'))
     EXECUTE FUNCTION broadcast_recipients_stay_settled()`,
    `CREATE FUNCTION broadcast_recipients_arrive_open() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF EXISTS (
         SELECT 1 FROM (SELECT DISTINCT broadcast_id FROM arrived) a
         LEFT JOIN broadcasts b ON b.id = a.broadcast_id AND b.status IN ('running', 'paused') AND NOT b.audience_complete
         WHERE b.id IS NULL
       ) THEN
         RAISE EXCEPTION 'recipients arrive only while the audience is being fixed' USING ERRCODE = 'check_violation';
       END IF;
       RETURN NULL;
     END $$`,
    `CREATE TRIGGER broadcast_recipients_arrive AFTER INSERT ON broadcast_recipients
     REFERENCING NEW TABLE AS arrived FOR EACH STATEMENT EXECUTE FUNCTION broadcast_recipients_arrive_open()`,
  ];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'broadcast_album_pieces',
      'broadcast_senders',
      'broadcast_recipients',
      'broadcasts',
      'paces',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    for (const name of ['finishes_complete', 'recipients_stay_settled', 'recipients_arrive_open']) {
      await runner.query(`DROP FUNCTION broadcast_${name}`);
    }
  }
}
