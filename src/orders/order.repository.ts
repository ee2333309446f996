import { Injectable } from '@nestjs/common';
import type { DailyCount, DayRange, HistoryEvent, HistoryRequest } from '../common/history';
import { CREATED_IN_RANGE, DAY_OF_CREATION } from '../database/daily';
import { Database } from '../database/database';
import { type Listed, Listing, type ListRequest, type Page, when } from '../database/listing';
import { isRowId } from '../database/row-id';
import type { Order } from './order';
import { ORDER_FROM, ORDER_SELECT, toOrder, type OrderRow } from './order-row';
import { sourcesOf, type OrderStatus } from './order-state';

/** First of the pair of numbers that name a person's intake; arbitrary, of this application alone. */
const INTAKE_LOCK = 7_301_100;

export interface OrderListFilter extends ListRequest {
  readonly status?: OrderStatus;
  readonly productCode?: string;
  readonly userId?: number;
}

const listing = new Listing<OrderRow>({
  columns: ORDER_SELECT.replace(/^\s*SELECT/, ''),
  from: ORDER_FROM.replace(/^\s*FROM/, ''),
  searchFrom: 'orders o',
  // Ids are given in the order of creation, and the key is an index that is there anyway.
  sortable: { createdAt: 'o.id' },
  tieBreaker: 'o.id',
  defaultSort: '-createdAt',
});

/** Orders and their moves. Every move names the states it may start from, so that it can't be made twice. */
@Injectable()
export class OrderRepository {
  constructor(private readonly database: Database) {}

  /**
   * Lets one process at a time take in what one person sends, until the transaction ends: the pieces of an album may be
   * handled side by side, and each must find what the others have begun.
   */
  async lockIntake(userId: number): Promise<void> {
    await this.database.query('SELECT pg_advisory_xact_lock($1, $2)', [INTAKE_LOCK, userId % 2 ** 31]);
  }

  /** Keeps everybody else from moving the order until the transaction ends. Answers false when there is none. */
  async lock(orderId: number): Promise<boolean> {
    const rows = await this.database.query('SELECT 1 FROM orders WHERE id = $1 FOR UPDATE', [orderId]);
    return rows.length > 0;
  }

  /** The same of several, in one order everywhere, so that two processes never wait for each other. */
  async lockAll(orderIds: readonly number[]): Promise<void> {
    await this.database.query('SELECT 1 FROM orders WHERE id = ANY($1::int[]) ORDER BY id FOR UPDATE', [orderIds]);
  }

  async findAll(orderIds: readonly number[]): Promise<Order[]> {
    const rows = await this.database.query<OrderRow>(
      `${ORDER_SELECT} ${ORDER_FROM} WHERE o.id = ANY($1::int[]) ORDER BY o.id`,
      [orderIds],
    );
    return rows.map(toOrder);
  }

  async find(orderId: number): Promise<Order | null> {
    if (!isRowId(orderId)) return null;
    const [row] = await this.database.query<OrderRow>(`${ORDER_SELECT} ${ORDER_FROM} WHERE o.id = $1`, [orderId]);
    return row ? toOrder(row) : null;
  }

  /** Page by page, newest first, as the chat shows them. */
  async list(filter: OrderListFilter): Promise<Page<Order>> {
    const { items, ...place } = await listing.turn(this.database, filter, conditionsOf(filter));
    return { items: items.map(toOrder), ...place };
  }

  /** Everybody's orders as the API lists them: fast at any number. */
  async browse(filter: OrderListFilter): Promise<Listed<Order>> {
    const listed = await listing.read(this.database, filter, conditionsOf(filter));
    return { ...listed, items: listed.items.map(toOrder) };
  }

  /** Somebody's orders, and what they were told of them. */
  async historyOf({ userId, before, limit }: HistoryRequest): Promise<HistoryEvent[]> {
    const rows = await this.database.query<{
      at: Date;
      kind: string;
      orderId: number;
      product: string;
      status: string;
    }>(
      `(SELECT o.created_at AS at, 'order.created' AS kind, o.id AS "orderId", o.product_code AS product, o.status
        FROM orders o WHERE o.user_id = $1 AND o.created_at < $2 ORDER BY o.id DESC LIMIT $3)
       UNION ALL
       (SELECT coalesce(n.sent_at, n.created_at), 'order.notice', o.id, o.product_code, n.outcome || ' ' || n.status
        FROM orders o JOIN order_notices n ON n.order_id = o.id AND n.recipient_id = o.user_id
        WHERE o.user_id = $1 AND coalesce(n.sent_at, n.created_at) < $2
        ORDER BY coalesce(n.sent_at, n.created_at) DESC LIMIT $3)
       ORDER BY at DESC LIMIT $3`,
      [userId, before, limit],
    );
    return rows.map(({ at, kind, ...details }) => ({ at, kind, details }));
  }

  /** Orders by the day they began and how they stand now. */
  async perDay({ from, to }: DayRange): Promise<(DailyCount & { status: OrderStatus })[]> {
    return this.database.query<DailyCount & { status: OrderStatus }>(
      `SELECT ${DAY_OF_CREATION} AS day, status, count(*)::int AS count FROM orders
       WHERE ${CREATED_IN_RANGE}
       GROUP BY 1, 2 ORDER BY 1`,
      [from, to],
    );
  }

  async countByStatus(): Promise<Map<OrderStatus, number>> {
    const rows = await this.database.query<{ status: OrderStatus; orders: number }>(
      'SELECT status, count(*)::int AS orders FROM orders GROUP BY status',
    );
    return new Map(rows.map(({ status, orders }) => [status, orders]));
  }

  async countOpen(userId: number): Promise<number> {
    const [row] = await this.database.query<{ orders: number }>(
      `SELECT count(*)::int AS orders FROM orders WHERE user_id = $1 AND status NOT IN ('complete', 'cancelled')`,
      [userId],
    );
    return row?.orders ?? 0;
  }

  async insert(order: { userId: number; productCode: string; status: OrderStatus; albumId?: string }): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(
      'INSERT INTO orders (user_id, product_code, status, album_id) VALUES ($1, $2, $3, $4) RETURNING id',
      [order.userId, order.productCode, order.status, order.albumId ?? null],
    );
    if (!row) throw new Error('an inserted order answered no id');
    return row.id;
  }

  /** Answers false when the order is in no state from which it may come to `status`. */
  async move(orderId: number, status: OrderStatus): Promise<boolean> {
    return (await this.moveAll([orderId], status)).length > 0;
  }

  /** Answers those that were in a state from which they may come to `status`. */
  async moveAll(orderIds: readonly number[], status: OrderStatus): Promise<number[]> {
    const moved = await this.database.query<{ id: number }>(
      'UPDATE orders SET status = $2, updated_at = now() WHERE id = ANY($1::int[]) AND status = ANY($3) RETURNING id',
      [orderIds, status, sourcesOf(status)],
    );
    return moved.map(({ id }) => id);
  }

  /** Begins another round of a failed order, where it left off. Answers false when it is not failed. */
  async tryAgain(orderId: number): Promise<boolean> {
    const changed = await this.database.execute(
      `UPDATE orders SET status = CASE WHEN series IS NULL THEN 'awaiting_series' ELSE 'confirmed' END,
         round = round + 1, updated_at = now()
       WHERE id = $1 AND status = 'failed'`,
      [orderId],
    );
    return changed > 0;
  }

  /** Only one order of a person waits for its first media: beginning another lets go of those before. */
  async cancelAwaitingMedia(userId: number): Promise<void> {
    await this.database.execute(
      `UPDATE orders SET status = 'cancelled', updated_at = now()
       WHERE user_id = $1 AND status = 'awaiting_media'`,
      [userId],
    );
  }

  /** The newest order of this product that has no media yet. */
  async findAwaitingMedia(userId: number, productCode: string): Promise<number | null> {
    const [row] = await this.database.query<{ id: number }>(
      `SELECT id FROM orders WHERE user_id = $1 AND product_code = $2 AND status = 'awaiting_media'
       ORDER BY id DESC LIMIT 1`,
      [userId, productCode],
    );
    return row?.id ?? null;
  }

  /** Whether any order of theirs was begun by its code and waits for its media. */
  async isAwaitingMedia(userId: number): Promise<boolean> {
    const rows = await this.database.query(
      `SELECT 1 FROM orders WHERE user_id = $1 AND status = 'awaiting_media' LIMIT 1`,
      [userId],
    );
    return rows.length > 0;
  }

  /** Lets go of orders whose customer has not gone on, in each state after its time. */
  async cancelAbandoned(afterHours: {
    awaitingMedia: number;
    awaitingSeries: number;
    failed: number;
  }): Promise<number> {
    return this.database.execute(
      `UPDATE orders SET status = 'cancelled', updated_at = now()
       WHERE (status = 'awaiting_media' AND updated_at < now() - make_interval(hours => $1))
          OR (status = 'awaiting_series' AND updated_at < now() - make_interval(hours => $2))
          OR (status = 'failed' AND updated_at < now() - make_interval(hours => $3))`,
      [afterHours.awaitingMedia, afterHours.awaitingSeries, afterHours.failed],
    );
  }

  /** Forgets orders that were cancelled long ago, with their items and notices. */
  async deleteCancelled(olderThanDays: number, limit: number): Promise<number> {
    return this.database.execute(
      `DELETE FROM orders WHERE id IN (
         SELECT id FROM orders WHERE status = 'cancelled' AND updated_at < now() - make_interval(days => $1)
         ORDER BY id LIMIT $2)`,
      [olderThanDays, limit],
    );
  }

  /** Orders not at their end that hold some of this media. */
  async findOpenWith(mediaIds: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT DISTINCT o.id FROM order_items i JOIN orders o ON o.id = i.order_id
       WHERE i.media_id = ANY($1::int[]) AND o.status NOT IN ('complete', 'cancelled') ORDER BY o.id`,
      [mediaIds],
    );
    return rows.map(({ id }) => id);
  }

  /** Orders whose media is at its end while they are not: a process died between the one and the other. */
  async findUnsettled(limit: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `SELECT o.id FROM orders o JOIN order_items i ON i.order_id = o.id JOIN product_media m ON m.id = i.media_id
       WHERE o.status IN ('awaiting_series', 'confirmed', 'failed')
       GROUP BY o.id
       HAVING (o.status <> 'failed' AND bool_or(m.status = 'failed'))
           OR (o.status <> 'awaiting_series' AND bool_and(m.status = 'available'))
       ORDER BY o.id LIMIT $1`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }
}

const conditionsOf = ({ userId, status, productCode }: OrderListFilter) => [
  when(userId, (value) => `o.user_id = ${value}`),
  when(status, (value) => `o.status = ${value}`),
  when(productCode, (value) => `o.product_code = ${value}`),
];
