import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { MicroBatcher } from '../database/micro-batcher';
import type { Order } from './order';
import { ORDER_FROM, ORDER_SELECT, toOrder, type OrderRow } from './order-row';

interface GivenSeries {
  readonly orderId: number;
  readonly series: string;
  /** The message that brought it; `null` when it came by another way. */
  readonly messageId: number | null;
}

/** A text of somebody, in the chat with the bot. */
export interface WrittenText {
  readonly userId: number;
  /** `null` asks only for what is awaited. */
  readonly messageId: number | null;
  /** The order whose question it replies to; it counts only where it is this person's. */
  readonly repliedOrderId?: number;
}

/**
 * Who is being asked for a series, and what they gave. Every text that people write passes here, so what arrives together is
 * looked up and written together. Never inside a transaction.
 */
@Injectable()
export class OrderSeriesRepository {
  private readonly addressed = new MicroBatcher<WrittenText, Order | null>((texts) => this.findAllAddressed(texts));
  private readonly given = new MicroBatcher<GivenSeries, Order | null>((all) => this.confirmAll(all));

  constructor(private readonly database: Database) {}

  /**
   * The order that this text is for: the one that has its series from this very message, which is being handled a second
   * time, or else the one whose question it replies to, or else the newest whose series this person has been asked for.
   */
  findAddressed(text: WrittenText): Promise<Order | null> {
    return this.addressed.call(text);
  }

  /**
   * Confirms the order with this series if it awaits one, and answers it as it stands after the commit: what happened to its
   * media at the same time is seen either here or by whoever brought it. `null` when there is no such order.
   */
  confirm(given: GivenSeries): Promise<Order | null> {
    return this.given.call(given);
  }

  private async findAllAddressed(texts: readonly WrittenText[]): Promise<(Order | null)[]> {
    const rows = await this.database.query<OrderRow & { seriesMessageId: number | null }>(
      `${ORDER_SELECT}, o.series_message_id::float8 AS "seriesMessageId" ${ORDER_FROM}
       WHERE o.id IN (SELECT max(id) FROM orders
                      WHERE user_id = ANY ($1::bigint[]) AND status = 'awaiting_series' GROUP BY user_id
                      UNION ALL
                      SELECT id FROM orders JOIN unnest($1::bigint[], $2::bigint[]) AS text (user_id, message_id)
                        ON orders.user_id = text.user_id AND orders.series_message_id = text.message_id
                      UNION ALL
                      SELECT id FROM orders JOIN unnest($1::bigint[], $3::bigint[]) AS reply (user_id, order_id)
                        ON orders.id = reply.order_id AND orders.user_id = reply.user_id)
       ORDER BY o.id DESC`,
      [
        texts.map(({ userId }) => userId),
        texts.map(({ messageId }) => messageId),
        texts.map(({ repliedOrderId }) => repliedOrderId ?? null),
      ],
    );
    return texts.map(({ userId, messageId, repliedOrderId }) => {
      const own = rows.filter((row) => row.userId === userId);
      const answered = own.find(({ seriesMessageId }) => seriesMessageId !== null && seriesMessageId === messageId);
      const replied = own.find(({ id }) => id === repliedOrderId);
      const found = answered ?? replied ?? own.find(({ status }) => status === 'awaiting_series');
      if (!found) return null;
      const { seriesMessageId: _known, ...row } = found;
      return toOrder(row);
    });
  }

  private async confirmAll(all: readonly GivenSeries[]): Promise<(Order | null)[]> {
    // In one order everywhere, so that two processes never wait for each other's rows.
    const sorted = [...all].sort((a, b) => a.orderId - b.orderId);
    await this.database.execute(
      `WITH held AS MATERIALIZED (SELECT id FROM orders WHERE id = ANY ($1::int[]) ORDER BY id FOR UPDATE)
       UPDATE orders SET status = 'confirmed', series = given.series, series_message_id = given.message_id, updated_at = now()
       FROM held JOIN unnest($1::int[], $2::text[], $3::bigint[]) AS given (order_id, series, message_id)
         ON held.id = given.order_id
       WHERE orders.id = held.id AND status = 'awaiting_series'`,
      [
        sorted.map(({ orderId }) => orderId),
        sorted.map(({ series }) => series),
        sorted.map(({ messageId }) => messageId),
      ],
    );
    const rows = await this.database.query<OrderRow>(`${ORDER_SELECT} ${ORDER_FROM} WHERE o.id = ANY ($1::int[])`, [
      sorted.map(({ orderId }) => orderId),
    ]);
    const byId = new Map(rows.map((row) => [row.id, toOrder(row)]));
    return all.map(({ orderId }) => byId.get(orderId) ?? null);
  }
}
