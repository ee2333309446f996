import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { MediaStoreModule } from '../media-store';
import { UsersModule } from '../users';
import { MediaDownloadRepository } from './media/media-download.repository';
import { MediaFetchProcessor } from './media/media-fetch.processor';
import { MediaFetchService } from './media/media-fetch.service';
import { MediaThumbnailer } from './media/media-thumbnailer';
import { OrderMediaService } from './media/order-media.service';
import { ProductMediaEntity } from './media/product-media.entity';
import { ProductMediaRepository } from './media/product-media.repository';
import { NoticeTurns } from './notices/notice-turns';
import { OrderNoticeEntity } from './notices/order-notice.entity';
import { OrderNoticeMessages } from './notices/order-notice.messages';
import { OrderNoticeProcessor } from './notices/order-notice.processor';
import { OrderNoticeRepository } from './notices/order-notice.repository';
import { OrderNoticeService } from './notices/order-notice.service';
import { OrderArrivalsRepository } from './order-arrivals.repository';
import { OrderEntity } from './order.entity';
import { OrderIntakeService } from './order-intake.service';
import { OrderItemEntity } from './order-item.entity';
import { OrderItemRepository } from './order-item.repository';
import { OrderRepository } from './order.repository';
import { OrderSeriesRepository } from './order-series.repository';
import { OrderService } from './order.service';
import { OrderSettlementService } from './order-settlement.service';
import { OrdersMetrics } from './orders.metrics';
import { OrdersUpkeepService } from './orders-upkeep.service';
import { ParkedItemEntity } from './parked-item.entity';
import { ProductEntity } from './products/product.entity';
import { ProductRepository } from './products/product.repository';
import { ProductService } from './products/product.service';

/**
 * Orders: products, the media that customers order with, the series, and who is told how it ended.
 * Screens, commands and HTTP don't belong here; they are drawn by the edges from what these services answer.
 */
@Module({
  imports: [
    AuditModule,
    MediaStoreModule,
    UsersModule,
    TypeOrmModule.forFeature([
      ProductEntity,
      ProductMediaEntity,
      OrderEntity,
      OrderItemEntity,
      ParkedItemEntity,
      OrderNoticeEntity,
    ]),
  ],
  providers: [
    ProductRepository,
    ProductService,
    OrderRepository,
    OrderArrivalsRepository,
    OrderSeriesRepository,
    OrderItemRepository,
    OrderIntakeService,
    OrderService,
    OrderSettlementService,
    OrdersUpkeepService,
    OrdersMetrics,
    ProductMediaRepository,
    MediaDownloadRepository,
    MediaFetchService,
    MediaFetchProcessor,
    MediaThumbnailer,
    OrderMediaService,
    OrderNoticeRepository,
    NoticeTurns,
    OrderNoticeService,
    OrderNoticeMessages,
    OrderNoticeProcessor,
  ],
  exports: [ProductService, OrderIntakeService, OrderService, OrderMediaService, OrdersUpkeepService],
})
export class OrdersModule {}
