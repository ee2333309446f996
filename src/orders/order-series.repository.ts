import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { MicroBatcher } from '../database/micro-batcher';
import type { Order } from './order';
import { ORDER_FROM, ORDER_SELECT, toOrder, type OrderRow } from './order-row';

interface GivenSeries {
  readonly orderId: number;
  readonly series: string;
}

/**
 * Who is being asked for a series, and what they gave. Every text that people write passes here, so what arrives together is
 * looked up and written together. Never inside a transaction.
 */
@Injectable()
export class OrderSeriesRepository {
  private readonly awaited = new MicroBatcher<number, Order | null>((userIds) => this.findAllAwaited(userIds));
  private readonly given = new MicroBatcher<GivenSeries, Order | null>((all) => this.confirmAll(all));

  constructor(private readonly database: Database) {}

  /** The newest order whose series this person has been asked for. */
  findAwaited(userId: number): Promise<Order | null> {
    return this.awaited.call(userId);
  }

  /**
   * Confirms the order with this series if it awaits one, and answers it as it stands after the commit: what happened to its
   * media at the same time is seen either here or by whoever brought it. `null` when there is no such order.
   */
  confirm(orderId: number, series: string): Promise<Order | null> {
    return this.given.call({ orderId, series });
  }

  private async findAllAwaited(userIds: readonly number[]): Promise<(Order | null)[]> {
    const rows = await this.database.query<OrderRow>(
      `${ORDER_SELECT} ${ORDER_FROM}
       WHERE o.id IN (SELECT max(id) FROM orders
                      WHERE user_id = ANY ($1::bigint[]) AND status = 'awaiting_series' GROUP BY user_id)`,
      [[...new Set(userIds)]],
    );
    const byUser = new Map(rows.map((row) => [row.userId, toOrder(row)]));
    return userIds.map((userId) => byUser.get(userId) ?? null);
  }

  private async confirmAll(all: readonly GivenSeries[]): Promise<(Order | null)[]> {
    // In one order everywhere, so that two processes never wait for each other's rows.
    const sorted = [...all].sort((a, b) => a.orderId - b.orderId);
    await this.database.execute(
      `UPDATE orders SET status = 'confirmed', series = given.series, updated_at = now()
       FROM unnest($1::int[], $2::text[]) AS given (order_id, series)
       WHERE id = given.order_id AND status = 'awaiting_series'`,
      [sorted.map(({ orderId }) => orderId), sorted.map(({ series }) => series)],
    );
    const rows = await this.database.query<OrderRow>(`${ORDER_SELECT} ${ORDER_FROM} WHERE o.id = ANY ($1::int[])`, [
      sorted.map(({ orderId }) => orderId),
    ]);
    const byId = new Map(rows.map((row) => [row.id, toOrder(row)]));
    return all.map(({ orderId }) => byId.get(orderId) ?? null);
  }
}
