export { OrderMediaService } from './media/order-media.service';
export { mediaFailures, productMediaStatuses } from './media/product-media';
export { describeFailure } from './notices/order-notice.messages';
export { type MediaMessage, type Order, type OrderActor, type OrderItem, type OrderPage } from './order';
export { OrderIntakeService, type CodeIntake, type MediaIntake } from './order-intake.service';
export type { OrderListFilter } from './order.repository';
export { OrderService, type OrderFilter, type SeriesIntake } from './order.service';
export { orderStatuses, type OrderStatus } from './order-state';
export * from './orders.errors';
export { OrdersModule } from './orders.module';
export { OrdersUpkeepService } from './orders-upkeep.service';
export {
  normaliseCode,
  orderMediaKinds,
  PRODUCT_CODE,
  readCaptionCode,
  type OrderMediaKind,
  type Product,
  type ProductPage,
} from './products/product';
export { productFields, type ProductChanges, type ProductDraft } from './products/product-draft';
export { ProductService } from './products/product.service';
export { MAX_PATTERN_LENGTH, MAX_SERIES_LENGTH } from './products/series-pattern';
