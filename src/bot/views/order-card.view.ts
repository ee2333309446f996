import type { Words } from '../../i18n';
import { describeFailure, type Order, type OrderItem, type OrderPage } from '../../orders';
import type { InlineButton } from '../../telegram';
import { buttons, type OrderScope } from '../callbacks';
import { pagerRow } from '../keyboards/pager';
import type { Screen } from '../keyboards/screen';
import { homeButton } from './home.view';
import { inline } from './titles';

interface ListModel {
  readonly orders: OrderPage;
  readonly scope: OrderScope;
  /** Whether this person may look at everybody's orders. */
  readonly maySeeAll: boolean;
}

/** One page of orders with their states; a tap on one opens it. */
export function ordersScreen(words: Words, { orders, scope, maySeeAll }: ListModel): Screen {
  const [text, empty] =
    scope === 'all'
      ? (['orders.list.all', 'orders.list.allEmpty'] as const)
      : (['orders.list.text', 'orders.list.empty'] as const);
  const other = scope === 'all' ? 'own' : 'all';
  return {
    html: orders.total === 0 ? words.t(empty) : words.t(text, { count: orders.total }),
    buttons: [
      ...orders.items.map((order) => [
        {
          text: words.plain('orders.list.line', {
            id: order.id,
            product: inline(order.product.name, 24),
            status: words.plain(`orders.status.${order.status}`),
          }),
          callbackData: buttons.showOrder.pack({ orderId: order.id }),
        },
      ]),
      pagerRow(orders, (page) => buttons.orders.pack({ scope, page })),
      maySeeAll
        ? [
            {
              text: words.plain(`orders.button.${other}`),
              callbackData: buttons.orders.pack({ scope: other, page: 1 }),
            },
          ]
        : [],
      [homeButton(words)],
    ],
  };
}

/** Everything about one order, and what can be done with it now. `viewerId`: staff also sees whose it is. */
export function orderCard(words: Words, { order, viewerId }: { order: Order; viewerId: number }): Screen {
  const isOwn = order.userId === viewerId;
  const lines = [
    words.t('orders.card.text', {
      id: order.id,
      status: words.plain(`orders.status.${order.status}`),
      product: inline(order.product.name, 100),
      code: order.product.code,
      series: inline(order.series ?? words.plain('orders.notice.noSeries'), 64),
      date: words.dateTime(order.createdAt),
    }),
  ];
  if (!isOwn) {
    const customer = `<a href="tg://user?id=${order.userId}">${order.userId}</a>`;
    lines.push(words.t('orders.card.customer', { customer }));
  }
  if (order.items.length > 0) lines.push(order.items.map((item) => itemLine(words, item)).join('\n'));
  const orderId = order.id;
  const mayCancel = ['awaiting_media', 'awaiting_series', 'failed'].includes(order.status);
  return {
    html: lines.join('\n\n'),
    buttons: [
      order.status === 'failed'
        ? [{ text: words.plain('orders.button.retry'), callbackData: buttons.retryOrder.pack({ orderId }) }]
        : [],
      order.status === 'confirmed'
        ? [{ text: words.plain('common.refresh'), callbackData: buttons.showOrder.pack({ orderId }) }]
        : [],
      mayCancel
        ? [{ text: words.plain('orders.button.cancel'), callbackData: buttons.cancelOrder.pack({ orderId }) }]
        : [],
      [
        {
          text: words.plain(isOwn ? 'orders.button.toList' : 'orders.button.all'),
          callbackData: buttons.orders.pack({ scope: isOwn ? 'own' : 'all', page: 1 }),
        },
      ],
    ],
  };
}

export const openOrderButton = (words: Words, orderId: number): InlineButton => ({
  text: words.plain('orders.button.view'),
  callbackData: buttons.showOrder.pack({ orderId }),
});

function itemLine(words: Words, item: OrderItem): string {
  const status =
    item.status === 'failed'
      ? words.plain('orders.itemStatus.failed', { reason: describeFailure(words, item.failure ?? 'unknown') })
      : words.plain(`orders.itemStatus.${item.status}`);
  return words.t('orders.card.item', {
    kind: words.plain(`orders.kinds.${item.kind}`),
    size: item.sizeBytes === null ? '—' : words.bytes(item.sizeBytes),
    status,
  });
}
