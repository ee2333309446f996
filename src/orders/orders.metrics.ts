import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { AppConfig } from '../config';
import { MetricsContributor, tellsSharedFigures } from '../observability';
import { productMediaStatuses } from './media/product-media';
import { ProductMediaRepository } from './media/product-media.repository';
import { OrderRepository } from './order.repository';
import { orderStatuses } from './order-state';

/** Orders and their media by state. */
@Injectable()
export class OrdersMetrics extends MetricsContributor {
  /** The counting reads every order. */
  override readonly sampleEveryMs = 30_000;
  private readonly orderCounts = new Gauge({
    name: 'bellhop_orders',
    help: 'Orders by status.',
    labelNames: ['status'],
    registers: [],
  });
  private readonly mediaCounts = new Gauge({
    name: 'bellhop_order_media',
    help: 'Files that orders were made with, by status.',
    labelNames: ['status'],
    registers: [],
  });
  readonly metrics = [this.orderCounts, this.mediaCounts];

  constructor(
    private readonly orders: OrderRepository,
    private readonly media: ProductMediaRepository,
    private readonly config: AppConfig,
  ) {
    super();
  }

  override async sample(): Promise<void> {
    if (!tellsSharedFigures(this.config)) return;
    const [orders, media] = await Promise.all([this.orders.countByStatus(), this.media.countByStatus()]);
    for (const status of orderStatuses) this.orderCounts.set({ status }, orders.get(status) ?? 0);
    for (const status of productMediaStatuses) this.mediaCounts.set({ status }, media.get(status) ?? 0);
  }
}
