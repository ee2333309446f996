import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config';
import { UnitOfWork } from '../database/unit-of-work';
import { JobDispatcher } from '../queue/job-dispatcher';
import { OrderArrivalsRepository } from './order-arrivals.repository';
import { orderForCode, orderWithoutCode, type IntakeSituation } from './intake-situation';
import { checkMedia, type MediaRefusal } from './media-policy';
import type { DownloadRequest } from './media/product-media';
import { MAX_ITEMS_PER_ORDER, MAX_OPEN_ORDERS, type MediaMessage, type Order } from './order';
import { OrderItemRepository } from './order-item.repository';
import { OrderSettlementService } from './order-settlement.service';
import { OrderRepository } from './order.repository';
import { OrderNotFound } from './orders.errors';
import { fetchMediaJob } from './orders.jobs';
import { readCaptionCode } from './products/product';
import { ProductService, type ProductLookup } from './products/product.service';

type UnusableCode = Exclude<ProductLookup, { outcome: 'found' }>;

export type CodeIntake =
  /** The order is there and waits for its media. */
  { outcome: 'awaitingMedia'; order: Order } | { outcome: 'tooManyOrders'; limit: number } | UnusableCode;

export type MediaIntake =
  /**
   * The media is taken and on its way. `askSeries`: this is the moment to ask for the series. `refusedItems`: pieces of
   * the same album that came before and can't be part of it.
   */
  | { outcome: 'accepted'; order: Order; askSeries: boolean; refusedItems: number }
  /** One more piece of an order whose series has been asked for already. */
  | { outcome: 'added'; order: Order }
  /** A failed order goes on with it. */
  | { outcome: 'retried'; order: Order; askSeries: boolean }
  /** A piece of an album whose code has not come yet; nothing need be said. */
  | { outcome: 'parked' }
  /** No code, and no order that waits for media. */
  | { outcome: 'noOrder' }
  /** The order that was named, or the album's, takes no more media. */
  | { outcome: 'closed'; order: Order }
  | { outcome: 'tooManyItems'; order: Order; limit: number }
  | { outcome: 'tooManyOrders'; limit: number }
  | MediaRefusal
  | UnusableCode;

/**
 * Takes orders in: by code, by media with a code, by media alone. Everything is decided at once from rows; downloads
 * begin behind it, after the commit. The same message again answers the same order.
 */
@Injectable()
export class OrderIntakeService {
  constructor(
    private readonly orders: OrderRepository,
    private readonly items: OrderItemRepository,
    private readonly arrivals: OrderArrivalsRepository,
    private readonly products: ProductService,
    private readonly settlement: OrderSettlementService,
    private readonly unitOfWork: UnitOfWork,
    private readonly jobs: JobDispatcher,
    private readonly config: AppConfig,
  ) {}

  /** Begins an order whose media is to come, or finds the one that waits already. One waits at a time: the last begun. */
  async beginByCode(request: { userId: number; code: string }): Promise<CodeIntake> {
    const lookup = await this.products.lookUp(request.code);
    if (lookup.outcome !== 'found') return lookup;
    const { userId } = request;
    const productCode = lookup.product.code;
    return this.unitOfWork.run(async () => {
      await this.orders.lockIntake(userId);
      let orderId = await this.orders.findAwaitingMedia(userId, productCode);
      if (orderId === null) {
        await this.orders.cancelAwaitingMedia(userId);
        if ((await this.orders.countOpen(userId)) >= MAX_OPEN_ORDERS) {
          return { outcome: 'tooManyOrders', limit: MAX_OPEN_ORDERS };
        }
        orderId = await this.orders.insert({ userId, productCode, status: 'awaiting_media' });
      }
      return { outcome: 'awaitingMedia', order: await this.read(orderId) };
    });
  }

  /**
   * Takes in media whose caption may begin with a product code. A caption that is no known code is only a caption when an
   * order waits for media; marked with `#` it is always meant as a code.
   */
  async beginWithMedia(message: MediaMessage & { caption?: string }): Promise<MediaIntake> {
    const typed = readCaptionCode(message.caption);
    if (!typed) return this.addMedia(message);
    const [lookup, situation] = await Promise.all([
      this.products.lookUp(typed.code),
      this.arrivals.survey({ message, productCode: typed.code }),
    ]);
    if (lookup.outcome === 'inactive' || (lookup.outcome === 'unknownCode' && typed.isMarked)) return lookup;
    if (lookup.outcome === 'unknownCode') {
      return this.inIntake(message, null, async (situation) => {
        const orderId = orderWithoutCode(situation);
        return orderId === null ? lookup : this.addTo(orderId, message);
      });
    }
    const { product } = lookup;
    const begun = await this.beginAtOnce(message, product, situation);
    if (begun) return begun;
    return this.inIntake(message, product.code, async (current) => {
      const orderId = orderForCode(current);
      return orderId === null ? this.begin(message, product, current) : this.addTo(orderId, message);
    });
  }

  /** Takes in media without a code: for the order that is named, else for the one it must be meant for. */
  async addMedia(message: MediaMessage & { orderId?: number }): Promise<MediaIntake> {
    return this.inIntake(message, null, async (situation) => {
      const orderId = message.orderId ?? orderWithoutCode(situation);
      if (orderId !== null) return this.addTo(orderId, message);
      return this.park(message);
    });
  }

  /**
   * Whether media of a kind that is also good for something else is meant for an order: its caption names a product, or an
   * order was begun and waits for its media.
   */
  async isAwaited({ userId, caption }: { userId: number; caption?: string }): Promise<boolean> {
    const typed = readCaptionCode(caption);
    if (typed?.isMarked) return true;
    if (typed && (await this.products.lookUp(typed.code)).outcome !== 'unknownCode') return true;
    return this.orders.isAwaitingMedia(userId);
  }

  /**
   * The usual case, without a transaction of its own: one piece of media that nothing is waiting for begins an order,
   * together with other people's in one statement. `null` when there is more to it. A person's messages are handled one
   * after the other, so what was surveyed still holds; should two processes handle one at once all the same, the
   * second finds the message taken.
   */
  private async beginAtOnce(
    message: MediaMessage,
    product: Order['product'],
    situation: IntakeSituation,
  ): Promise<MediaIntake | null> {
    const isUsual =
      message.albumId === undefined &&
      situation.sameMessage === null &&
      orderForCode(situation) === null &&
      !situation.fileFailed &&
      situation.openOrders < MAX_OPEN_ORDERS;
    if (!isUsual) return null;
    const check = this.check(message.media, product);
    if (check.outcome !== 'fits') return check;
    const begun = await this.arrivals.begin({ message, media: check.media, product });
    if (!begun) return null;
    if (begun.download) this.dispatch(begun.download);
    return this.accepted(begun.order);
  }

  private async inIntake(
    message: MediaMessage,
    productCode: string | null,
    decide: (situation: IntakeSituation) => Promise<MediaIntake>,
  ): Promise<MediaIntake> {
    const intake = await this.unitOfWork.run(async () => {
      await this.orders.lockIntake(message.userId);
      const [situation] = await this.arrivals.surveyAll([{ message, productCode }]);
      if (!situation) throw new Error('a survey answered no row');
      if (situation.sameMessage === null) return decide(situation);
      const order = await this.read(situation.sameMessage);
      return this.accepted(order);
    });
    if (!('order' in intake) || intake.order.status !== 'confirmed') return intake;
    // Media that somebody else has brought already may be all that a confirmed order was waiting for.
    await this.settlement.settle(intake.order.id);
    return { ...intake, order: await this.read(intake.order.id) };
  }

  private async begin(
    message: MediaMessage,
    product: Order['product'],
    situation: IntakeSituation,
  ): Promise<MediaIntake> {
    const check = this.check(message.media, product);
    if (check.outcome !== 'fits') return check;
    if (situation.openOrders >= MAX_OPEN_ORDERS) return { outcome: 'tooManyOrders', limit: MAX_OPEN_ORDERS };
    const orderId = await this.orders.insert({
      userId: message.userId,
      productCode: product.code,
      status: 'awaiting_series',
      albumId: message.albumId,
    });
    await this.addItem(orderId, check.media, message);
    const refusedItems = await this.adoptParked(orderId, message, product);
    return { ...this.accepted(await this.read(orderId)), refusedItems };
  }

  private async addTo(orderId: number, message: MediaMessage): Promise<MediaIntake> {
    await this.orders.lock(orderId);
    const order = await this.read(orderId);
    if (order.userId !== message.userId) throw new OrderNotFound(orderId);
    if (order.status === 'complete' || order.status === 'cancelled') return { outcome: 'closed', order };
    const check = this.check(message.media, order.product);
    if (check.outcome !== 'fits') return check;
    if (order.items.length >= MAX_ITEMS_PER_ORDER) {
      return { outcome: 'tooManyItems', order, limit: MAX_ITEMS_PER_ORDER };
    }
    if (order.status === 'failed') await this.beginNextRound(order, message);
    await this.addItem(orderId, check.media, message);
    if (message.albumId !== undefined) await this.items.rememberAlbum(orderId, message.userId, message.albumId);
    if (order.status === 'failed') {
      const retried = await this.read(orderId);
      return { outcome: 'retried', order: retried, askSeries: retried.status === 'awaiting_series' };
    }
    if (order.status !== 'awaiting_media') return { outcome: 'added', order: await this.read(orderId) };
    await this.orders.move(orderId, 'awaiting_series');
    const refusedItems = await this.adoptParked(orderId, message, order.product);
    return { ...this.accepted(await this.read(orderId)), refusedItems };
  }

  /** The same file again asks for everything that failed; another file takes the place of what failed. */
  private async beginNextRound(order: Order, { media }: MediaMessage): Promise<void> {
    if (await this.items.holdsFile(order.id, media.fileUniqueId)) {
      for (const download of await this.items.requestFailed(order.id)) this.dispatch(download);
    } else {
      await this.items.removeFailed(order.id);
    }
    await this.orders.tryAgain(order.id);
  }

  private async addItem(
    orderId: number,
    media: Parameters<OrderItemRepository['request']>[0],
    source: { chatId: number; messageId: number },
  ): Promise<void> {
    const { mediaId, download } = await this.items.request(media);
    await this.items.add(orderId, mediaId, source);
    if (download) this.dispatch(download);
  }

  /** Takes pieces of the album that came before their order. Answers how many of them can't be part of it. */
  private async adoptParked(
    orderId: number,
    { userId, albumId }: MediaMessage,
    product: Order['product'],
  ): Promise<number> {
    if (albumId === undefined) return 0;
    let refused = 0;
    for (const { source, media } of await this.items.takeParked(userId, albumId)) {
      const check = this.check(media, product);
      if (check.outcome === 'fits') await this.addItem(orderId, check.media, source);
      else refused += 1;
    }
    return refused;
  }

  private async park(message: MediaMessage): Promise<MediaIntake> {
    const { userId, albumId, media } = message;
    if (albumId === undefined) return { outcome: 'noOrder' };
    await this.items.park(userId, albumId, { source: message, media }, MAX_ITEMS_PER_ORDER);
    return { outcome: 'parked' };
  }

  private check(media: MediaMessage['media'], product: Order['product']): ReturnType<typeof checkMedia> {
    return checkMedia(media, product, this.config.telegram.maxDownloadBytes);
  }

  private accepted(order: Order): Extract<MediaIntake, { outcome: 'accepted' }> {
    return { outcome: 'accepted', order, askSeries: order.status === 'awaiting_series', refusedItems: 0 };
  }

  private dispatch(download: DownloadRequest): void {
    this.unitOfWork.afterCommit(() => this.jobs.dispatch(fetchMediaJob, download, { urgency: 'interactive' }));
  }

  private async read(orderId: number): Promise<Order> {
    const order = await this.orders.find(orderId);
    if (!order) throw new OrderNotFound(orderId);
    return order;
  }
}
