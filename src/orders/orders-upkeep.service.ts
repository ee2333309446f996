import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock';
import { AppConfig } from '../config';
import { MediaStore } from '../media-store';
import { MediaFetchService } from './media/media-fetch.service';
import { mediaOfKey } from './media/product-media';
import { ProductMediaRepository } from './media/product-media.repository';
import { OrderNoticeService } from './notices/order-notice.service';
import { OrderItemRepository } from './order-item.repository';
import { OrderSettlementService } from './order-settlement.service';
import { OrderRepository } from './order.repository';

/** Looked at in one go of the scheduler; what is left over comes next time. */
const AT_ONCE = 200;
/** How long an order waits for its customer, by what it waits for. A failed one waits for another try. */
const ABANDONED_AFTER_HOURS = { awaitingMedia: 24, awaitingSeries: 7 * 24, failed: 30 * 24 };
const PARKED_MINUTES = 60;
const CANCELLED_DAYS = 30;
/** Unreferenced content this young may belong to a row that is being written. */
const YOUNG_MS = 60 * 60_000;
/** A transfer that is alive writes now and then until its time is up; past that and this, nobody writes any more. */
const UNFINISHED_MARGIN_MS = 60_000;

/** What the janitor did away with. */
export interface JanitorReport {
  ordersForgotten: number;
  mediaForgotten: number;
  unreferencedRemoved: number;
}

/** What schedulers call: each method is safe at any time, in any process, again. */
@Injectable()
export class OrdersUpkeepService {
  private readonly logger = new Logger(OrdersUpkeepService.name);

  constructor(
    private readonly orders: OrderRepository,
    private readonly items: OrderItemRepository,
    private readonly media: ProductMediaRepository,
    private readonly fetching: MediaFetchService,
    private readonly notices: OrderNoticeService,
    private readonly settlement: OrderSettlementService,
    private readonly store: MediaStore,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * Takes up downloads and notices whose job was lost or whose process died, and settles orders that were left between
   * two states. Answers how many. Every few seconds.
   */
  async redispatchLost(): Promise<number> {
    const downloads = await this.fetching.redispatchLost();
    const settled = await this.settlement.settleForgotten(AT_ONCE);
    return downloads + settled + (await this.notices.redispatchLost(AT_ONCE));
  }

  /** Tries downloads that were given up once more, later and later, four times in all. Answers how many. Every minute. */
  async retryFailedDownloads(): Promise<number> {
    return this.fetching.retryFailed();
  }

  /** Lets go of orders whose customer has not gone on, and of album pieces whose code never came. Answers how many. */
  async expireStale(): Promise<number> {
    return (await this.orders.cancelAbandoned(ABANDONED_AFTER_HOURS)) + (await this.items.forgetParked(PARKED_MINUTES));
  }

  /**
   * Forgets long cancelled orders and media that no order holds, and clears the media store of what has no row. Daily; a
   * signal that is aborted leaves the rest to the next day.
   */
  async janitor(signal?: AbortSignal): Promise<JanitorReport> {
    const report = {
      ordersForgotten: await inBatches((limit) => this.orders.deleteCancelled(CANCELLED_DAYS, limit), signal),
      mediaForgotten: await inBatches((limit) => this.media.deleteUnheld(limit), signal),
      unreferencedRemoved: await this.removeUnreferenced(signal),
    };
    this.logger.log({ msg: 'order media cleaned up', ...report });
    return report;
  }

  /** Removes what downloads of killed processes have left half way in the media store. Answers how many. Every minute. */
  async removeUnfinished(): Promise<number> {
    return this.store.removeUnfinished(this.config.orders.downloadTimeoutMs + UNFINISHED_MARGIN_MS);
  }

  /** The store may hold millions of keys: they are looked up a page at a time. */
  private async removeUnreferenced(signal?: AbortSignal): Promise<number> {
    let removed = 0;
    let page: { key: string; mediaId: number }[] = [];
    const clear = async (): Promise<void> => {
      const known = await this.media.whichExist(page.map(({ mediaId }) => mediaId));
      for (const { key, mediaId } of page) {
        if (known.has(mediaId)) continue;
        await this.store.remove(key);
        removed += 1;
      }
      page = [];
    };
    for await (const { key, storedAt } of this.store.list()) {
      if (signal?.aborted) break;
      const mediaId = mediaOfKey(key);
      // Keys that are not ours belong to somebody else who shares the bucket or folder.
      if (mediaId === null || this.clock.now() - storedAt.getTime() < YOUNG_MS) continue;
      page.push({ key, mediaId });
      if (page.length >= AT_ONCE) await clear();
    }
    await clear();
    return removed;
  }
}

/** Removes a few at a time, so that no statement holds its locks for long, until none is left. Answers how many. */
async function inBatches(remove: (limit: number) => Promise<number>, signal?: AbortSignal): Promise<number> {
  let removed = 0;
  while (!signal?.aborted) {
    const batch = await remove(AT_ONCE);
    removed += batch;
    if (batch < AT_ONCE) break;
  }
  return removed;
}
