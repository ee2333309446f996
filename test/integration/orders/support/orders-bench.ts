import { Logger } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrail } from '../../../../src/audit';
import type { AppConfig } from '../../../../src/config';
import { I18n } from '../../../../src/i18n';
import { FolderMediaStore } from '../../../../src/media-store/folder-media-store';
import type { MediaStore } from '../../../../src/media-store';
import { MediaDownloadRepository } from '../../../../src/orders/media/media-download.repository';
import { MediaFetchProcessor } from '../../../../src/orders/media/media-fetch.processor';
import { MediaFetchService } from '../../../../src/orders/media/media-fetch.service';
import { MediaThumbnailer } from '../../../../src/orders/media/media-thumbnailer';
import { OrderMediaService } from '../../../../src/orders/media/order-media.service';
import { ProductMediaRepository } from '../../../../src/orders/media/product-media.repository';
import { NoticeTurns } from '../../../../src/orders/notices/notice-turns';
import { OrderNoticeMessages } from '../../../../src/orders/notices/order-notice.messages';
import { OrderNoticeProcessor } from '../../../../src/orders/notices/order-notice.processor';
import { OrderNoticeRepository } from '../../../../src/orders/notices/order-notice.repository';
import { OrderNoticeService } from '../../../../src/orders/notices/order-notice.service';
import { type MediaMessage } from '../../../../src/orders';
import { OrderArrivalsRepository } from '../../../../src/orders/order-arrivals.repository';
import { OrderIntakeService } from '../../../../src/orders/order-intake.service';
import { OrderItemRepository } from '../../../../src/orders/order-item.repository';
import { OrderRepository } from '../../../../src/orders/order.repository';
import { OrderSeriesRepository } from '../../../../src/orders/order-series.repository';
import { OrderService } from '../../../../src/orders/order.service';
import { OrderSettlementService } from '../../../../src/orders/order-settlement.service';
import { OrdersUpkeepService } from '../../../../src/orders/orders-upkeep.service';
import { ProductRepository } from '../../../../src/orders/products/product.repository';
import { ProductService } from '../../../../src/orders/products/product.service';
import type { TypeOrmDatabase } from '../../../../src/database/typeorm-database';
import { RetryPolicies, TimeLimits } from '../../../../src/resilience';
import { SettableClock } from '../../../support/settable-clock';
import { testConfig } from '../../../support/test-config';
import { openUsers } from '../../../support/open-users';
import { openTestDatabase, type TestDatabase } from '../../../support/test-database';
import { FakeTelegram } from './fake-telegram';
import { ManualJobs } from './manual-jobs';
import { AN_ADMIN } from '../../../support/an-admin';

export const OWNER = 100;
export const ANN = 201;
export const BOB = 202;
const MB = 1 << 20;

/** Three attempts for a download, and a second of silence is a stall. */
export const ordersConfig = (environment: Record<string, string> = {}): AppConfig =>
  testConfig({ ADMIN_TELEGRAM_IDS: String(OWNER), MAX_RETRIES: '2', DOWNLOAD_STALL_TIMEOUT: '1', ...environment });

/** The services of one process, put together by hand on a real database. */
export class OrdersProcess {
  readonly telegram: FakeTelegram;
  readonly jobs = new ManualJobs();
  readonly clock = new SettableClock();
  readonly retries = new RetryPolicies();
  readonly products: ProductService;
  readonly intake: OrderIntakeService;
  readonly orders: OrderService;
  readonly settlement: OrderSettlementService;
  readonly media: OrderMediaService;
  readonly fetching: MediaFetchService;
  readonly upkeep: OrdersUpkeepService;

  constructor(database: TypeOrmDatabase, store: MediaStore, config: AppConfig, telegram = new FakeTelegram()) {
    this.telegram = telegram;
    const audit = new AuditTrail(database);
    const { users } = openUsers(database, config, this.clock);
    const orders = new OrderRepository(database);
    const items = new OrderItemRepository(database);
    const arrivals = new OrderArrivalsRepository(database);
    const series = new OrderSeriesRepository(database);
    const media = new ProductMediaRepository(database);
    this.products = new ProductService(new ProductRepository(database), database, audit);
    const notices = new OrderNoticeService(
      new OrderNoticeRepository(database),
      orders,
      new OrderNoticeMessages(new I18n()),
      new NoticeTurns(this.clock),
      users,
      telegram,
      this.jobs,
      database,
      config,
      new RetryPolicies(),
    );
    this.settlement = new OrderSettlementService(orders, notices, database);
    this.intake = new OrderIntakeService(
      orders,
      items,
      arrivals,
      this.products,
      this.settlement,
      database,
      this.jobs,
      config,
    );
    this.orders = new OrderService(orders, items, series, this.settlement, database, this.jobs, audit);
    this.fetching = new MediaFetchService(
      new MediaDownloadRepository(database, database),
      store,
      new MediaThumbnailer(store, telegram),
      this.settlement,
      telegram,
      this.jobs,
      config,
      this.retries,
      new TimeLimits(),
    );
    this.media = new OrderMediaService(media, store);
    this.upkeep = new OrdersUpkeepService(
      orders,
      items,
      media,
      this.fetching,
      notices,
      this.settlement,
      store,
      this.clock,
      config,
    );
    this.jobs.serve(new MediaFetchProcessor(this.fetching));
    this.jobs.serve(new OrderNoticeProcessor(notices));
  }
}

/** A database, a media store and one process; more can be started beside it. Three people are known: an owner, Ann, Bob. */
export class OrdersBench {
  main: OrdersProcess;
  private nextMessageId = 1;

  private constructor(
    readonly db: TestDatabase,
    readonly storeDir: string,
    readonly store: MediaStore,
    private readonly config: AppConfig,
  ) {
    this.main = this.startProcess();
  }

  static async open(environment: Record<string, string> = {}): Promise<OrdersBench> {
    const db = await openTestDatabase({ poolMax: 20 });
    const storeDir = await mkdtemp(join(tmpdir(), 'bellhop-orders-'));
    Logger.overrideLogger(false);
    return new OrdersBench(db, storeDir, new FolderMediaStore(storeDir), ordersConfig(environment));
  }

  /** Begins anew: nothing but three people and one product, and a fresh process. */
  async reset(): Promise<void> {
    await this.sql('TRUNCATE users, products, product_media, orders, order_parked_items RESTART IDENTITY CASCADE');
    await rm(this.storeDir, { recursive: true, force: true });
    this.main = this.startProcess();
    await this.sql(
      `INSERT INTO users (id, first_name, language) VALUES ($1, 'Olivia', 'en'), ($2, 'Ann <b>', 'en'), ($3, 'Bob', 'ru')`,
      [OWNER, ANN, BOB],
    );
    await this.main.products.create(
      {
        code: 'A100',
        name: 'Mug & saucer',
        acceptedMedia: ['photo', 'video', 'document'],
        maxFileSizeBytes: 5 * MB,
        seriesPattern: '[A-Z]{2}-\\d{4}',
      },
      AN_ADMIN,
    );
  }

  startProcess(telegram?: FakeTelegram): OrdersProcess {
    return new OrdersProcess(this.db.database, this.store, this.config, telegram);
  }

  async close(): Promise<void> {
    await this.db.close();
    await rm(this.storeDir, { recursive: true, force: true });
  }

  /** A message with a document that Telegram has; its bytes are random unless given. */
  message(
    userId: number,
    file: string,
    extra: Partial<Omit<MediaMessage, 'media'>> & { caption?: string; media?: Partial<MediaMessage['media']> } = {},
  ): MediaMessage & { caption?: string } {
    const { media, ...message } = extra;
    return {
      userId,
      chatId: userId,
      messageId: this.nextMessageId++,
      ...message,
      media: {
        kind: 'document',
        fileId: `id-${file}`,
        fileUniqueId: `unique-${file}`,
        sizeBytes: 100_000,
        fileName: `${file}.bin`,
        ...media,
      },
    };
  }

  /** Makes Telegram have the file of `message(…, file)`. */
  addFile(file: string, bytes = randomBytes(100_000)): Buffer {
    this.main.telegram.addFile(`id-${file}`, bytes);
    return bytes;
  }

  sql<Row extends object>(statement: string, parameters: unknown[] = []): Promise<Row[]> {
    return this.db.database.query<Row>(statement, parameters);
  }

  async mediaStates(): Promise<Record<string, string>> {
    const rows = await this.sql<{ file: string; status: string }>(
      `SELECT file_unique_id AS file, status FROM product_media ORDER BY id`,
    );
    return Object.fromEntries(rows.map(({ file, status }) => [file.replace('unique-', ''), status]));
  }

  /** The pauses between attempts are over. */
  async letNextAttemptsComeDue(): Promise<void> {
    await this.sql(`UPDATE product_media SET due_at = now() WHERE status = 'pending'`);
    this.main.jobs.hasten();
  }

  /** So is the pause before a download that was given up is tried once more. */
  async letLateRetriesComeDue(): Promise<void> {
    await this.sql(`UPDATE product_media SET due_at = now() WHERE status = 'failed' AND due_at IS NOT NULL`);
  }

  /** Everything that was dispatched counts as lost, and leases have run out. */
  async letEverythingBeLost(): Promise<void> {
    await this.sql(`UPDATE product_media SET lost_after = now() - interval '1 second'`);
    await this.sql(`UPDATE product_media SET lease_until = now() - interval '1 second' WHERE status = 'downloading'`);
    await this.sql(`UPDATE order_notices SET lost_after = now() - interval '1 second'`);
  }
}
