import { MediaNotStored } from '../../media-store';
import { type Order, type OrderActor, OrderMediaService, OrderService, OrderStateRefused } from '../../orders';
import { ApiController } from '../http/api-controller';
import { type ApiCall, Call, type CallOf } from '../http/call';
import { sendDownload } from '../http/downloads';
import { Serves } from '../http/endpoint';
import { cancelOrder, getOrder, listOrders, orderMedia, orderThumbnail, retryOrder } from './orders.contract';

/** Orders and what customers sent with them. */
@ApiController()
export class OrdersController {
  constructor(
    private readonly orders: OrderService,
    private readonly media: OrderMediaService,
  ) {}

  @Serves(listOrders)
  async list(@Call() { query }: CallOf<typeof listOrders>) {
    const listed = await this.orders.browse(query);
    return { ...listed, items: listed.items.map(shown) };
  }

  @Serves(getOrder)
  async get(@Call() call: CallOf<typeof getOrder>) {
    return shown(await this.orders.get(call.params.orderId, staff(call)));
  }

  @Serves(retryOrder)
  async retry(@Call() call: CallOf<typeof retryOrder>) {
    const { outcome, order } = await this.orders.retry(call.params.orderId, staff(call));
    if (outcome === 'notFailed') throw new OrderStateRefused(order.id, order.status);
    return shown(order);
  }

  @Serves(cancelOrder)
  async cancel(@Call() call: CallOf<typeof cancelOrder>) {
    const { outcome, order } = await this.orders.cancel(call.params.orderId, staff(call));
    if (outcome === 'tooLate') throw new OrderStateRefused(order.id, order.status);
    return shown(order);
  }

  @Serves(orderMedia)
  async download(@Call() call: CallOf<typeof orderMedia>): Promise<void> {
    const mediaId = await this.mediaOf(call);
    await sendDownload(call, async (signal) => {
      const { stream, sizeBytes, fileName } = await this.media.open(mediaId, { signal });
      return { stream, sizeBytes, fileName: fileName ?? `media-${mediaId}`, contentType: 'application/octet-stream' };
    });
  }

  @Serves(orderThumbnail)
  async thumbnail(@Call() call: CallOf<typeof orderThumbnail>): Promise<void> {
    const mediaId = await this.mediaOf(call);
    await sendDownload(call, async (signal) => {
      const stream = await this.media.openThumbnail(mediaId, { signal });
      return { stream, fileName: `media-${mediaId}.jpg`, contentType: 'image/jpeg' };
    });
  }

  /** Media is asked for by way of an order that holds it. Throws `OrderNotFound`, `MediaNotStored`. */
  private async mediaOf(call: CallOf<typeof orderMedia>): Promise<number> {
    const { orderId, mediaId } = call.params;
    const { items } = await this.orders.get(orderId, staff(call));
    if (!items.some((item) => item.mediaId === mediaId)) throw new MediaNotStored();
    return mediaId;
  }
}

const staff = ({ principal }: Pick<ApiCall, 'principal'>): OrderActor => ({
  userId: null,
  isStaff: true,
  actor: principal.actor,
});

const shown = ({ product, items, ...order }: Order) => ({
  ...order,
  product: { code: product.code, name: product.name },
  items: items.map(({ fileId: _fileId, ...item }) => item),
});
