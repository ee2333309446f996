import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateOrders1764000400000 implements MigrationInterface {
  private readonly statements = [
    `CREATE TABLE products (
      code text NOT NULL,
      name text NOT NULL,
      accepted_media text[] NOT NULL,
      max_file_size_bytes bigint NOT NULL,
      series_pattern text,
      active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT products_pkey PRIMARY KEY (code),
      CONSTRAINT products_code_check CHECK (code ~ '^[A-Z0-9][A-Z0-9_-]{0,31}$'),
      CONSTRAINT products_max_file_size_bytes_check CHECK (max_file_size_bytes > 0)
    )`,
    `CREATE TABLE product_media (
      id integer GENERATED ALWAYS AS IDENTITY,
      file_unique_id text NOT NULL,
      file_id text NOT NULL,
      kind text NOT NULL,
      size_bytes bigint,
      file_name text,
      mime_type text,
      thumbnail_file_id text,
      status text NOT NULL DEFAULT 'pending',
      failure text,
      revision integer NOT NULL DEFAULT 1,
      attempts smallint NOT NULL DEFAULT 0,
      late_retries smallint NOT NULL DEFAULT 0,
      due_at timestamptz DEFAULT now(),
      lost_after timestamptz NOT NULL,
      loss_count smallint NOT NULL DEFAULT 0,
      lease_id uuid,
      lease_until timestamptz,
      stored_bytes bigint,
      sha256 text,
      has_thumbnail boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL DEFAULT now(),
      available_at timestamptz,
      CONSTRAINT product_media_pkey PRIMARY KEY (id),
      CONSTRAINT product_media_file_unique_id_key UNIQUE (file_unique_id),
      CONSTRAINT product_media_kind_check CHECK (kind IN ('photo', 'video', 'document', 'animation')),
      CONSTRAINT product_media_status_check CHECK (status IN ('pending', 'downloading', 'available', 'failed')),
      CONSTRAINT product_media_lease_check CHECK (status <> 'downloading' OR lease_until IS NOT NULL)
    )`,
    `CREATE INDEX product_media_pending_index ON product_media (due_at) WHERE status = 'pending'`,
    `CREATE INDEX product_media_downloading_index ON product_media (lease_until) WHERE status = 'downloading'`,
    `CREATE INDEX product_media_late_retry_index ON product_media (due_at) WHERE status = 'failed'`,
    `CREATE TABLE orders (
      id integer GENERATED ALWAYS AS IDENTITY,
      user_id bigint NOT NULL,
      product_code text NOT NULL,
      status text NOT NULL,
      series text,
      album_id text,
      round smallint NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT orders_pkey PRIMARY KEY (id),
      CONSTRAINT orders_product_code_fkey FOREIGN KEY (product_code) REFERENCES products (code),
      CONSTRAINT orders_status_check CHECK (
        status IN ('awaiting_media', 'awaiting_series', 'confirmed', 'complete', 'failed', 'cancelled')),
      CONSTRAINT orders_series_check CHECK (status NOT IN ('confirmed', 'complete') OR series IS NOT NULL)
    )`,
    'CREATE INDEX orders_user_id_index ON orders (user_id, id)',
    'CREATE UNIQUE INDEX orders_album_key ON orders (user_id, album_id) WHERE album_id IS NOT NULL',
    `CREATE INDEX orders_open_index ON orders (user_id) WHERE status NOT IN ('complete', 'cancelled')`,
    `CREATE TABLE order_items (
      id integer GENERATED ALWAYS AS IDENTITY,
      order_id integer NOT NULL,
      media_id integer NOT NULL,
      source_chat_id bigint NOT NULL,
      source_message_id bigint NOT NULL,
      CONSTRAINT order_items_pkey PRIMARY KEY (id),
      CONSTRAINT order_items_order_id_media_id_key UNIQUE (order_id, media_id),
      CONSTRAINT order_items_source_key UNIQUE (source_chat_id, source_message_id),
      CONSTRAINT order_items_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT order_items_media_id_fkey FOREIGN KEY (media_id) REFERENCES product_media (id)
    )`,
    'CREATE INDEX order_items_media_id_index ON order_items (media_id)',
    `CREATE TABLE order_parked_items (
      source_chat_id bigint NOT NULL,
      source_message_id bigint NOT NULL,
      user_id bigint NOT NULL,
      album_id text NOT NULL,
      media jsonb NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      CONSTRAINT order_parked_items_pkey PRIMARY KEY (source_chat_id, source_message_id)
    )`,
    'CREATE INDEX order_parked_items_album_index ON order_parked_items (user_id, album_id)',
    `CREATE TABLE order_notices (
      id integer GENERATED ALWAYS AS IDENTITY,
      order_id integer NOT NULL,
      round smallint NOT NULL,
      outcome text NOT NULL,
      recipient_id bigint NOT NULL,
      status text NOT NULL DEFAULT 'pending',
      revision integer NOT NULL DEFAULT 1,
      repeated boolean NOT NULL DEFAULT false,
      lost_after timestamptz NOT NULL,
      loss_count smallint NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL DEFAULT now(),
      sent_at timestamptz,
      CONSTRAINT order_notices_pkey PRIMARY KEY (id),
      CONSTRAINT order_notices_once_key UNIQUE (order_id, round, outcome, recipient_id),
      CONSTRAINT order_notices_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id) ON DELETE CASCADE,
      CONSTRAINT order_notices_outcome_check CHECK (outcome IN ('complete', 'failed', 'recovered')),
      CONSTRAINT order_notices_status_check CHECK (status IN ('pending', 'sending', 'sent', 'failed'))
    )`,
    `CREATE INDEX order_notices_open_index ON order_notices (lost_after) WHERE status IN ('pending', 'sending')`,
  ];

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of this.statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['order_notices', 'order_parked_items', 'order_items', 'orders', 'product_media', 'products']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
