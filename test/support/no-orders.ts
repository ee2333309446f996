import { Module } from '@nestjs/common';
import { OrderIntakeService, OrderService, ProductService } from '../../src/orders';

const nothing = { items: [], total: 0, page: 1, pageSize: 8 };

const providers = [
  { provide: ProductService, useValue: { list: async () => nothing } },
  {
    provide: OrderIntakeService,
    useValue: { beginWithMedia: async () => ({ outcome: 'noOrder' }), isAwaited: async () => false },
  },
  {
    provide: OrderService,
    useValue: {
      awaitingSeries: async () => null,
      giveAwaitedSeries: async () => null,
      list: async () => nothing,
      listAll: async () => nothing,
    },
  },
];

/** Stands in for the orders room where a test is about something else: no products, and nobody orders. */
@Module({ providers, exports: providers.map(({ provide }) => provide) })
export class NoOrdersModule {}
