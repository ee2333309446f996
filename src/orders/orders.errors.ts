import { AppError } from '../common/app-error';

/** No product has this code. */
export class ProductNotFound extends AppError {
  constructor(code: string) {
    super({ code: 'orders.product-not-found', messageKey: 'orders.errors.productNotFound', params: { code } });
  }
}

/** The code is another product's. */
export class ProductExists extends AppError {
  constructor(code: string) {
    super({ code: 'orders.product-exists', messageKey: 'orders.errors.productExists', params: { code } });
  }
}

export type ProductField = 'code' | 'name' | 'acceptedMedia' | 'maxFileSizeBytes' | 'seriesPattern';

/** A field of a product does not hold what it must; the text says what it must. */
export class ProductFieldInvalid extends AppError {
  constructor(readonly field: ProductField) {
    super({ code: `orders.product-invalid.${field}`, messageKey: `orders.errors.productField.${field}` });
  }
}

/** No such order, or it is somebody else's. */
export class OrderNotFound extends AppError {
  constructor(orderId: number) {
    super({ code: 'orders.not-found', messageKey: 'orders.errors.notFound', params: { orderId } });
  }
}

/** The transfer ended before the file did. */
export class TransferCut extends AppError {
  constructor(receivedBytes: number, expectedBytes: number) {
    super({
      code: 'orders.transfer-cut',
      messageKey: 'orders.failures.cut',
      params: { receivedBytes, expectedBytes },
      retryable: true,
    });
  }
}

/** No byte came for as long as one may be waited for. */
export class TransferStalled extends AppError {
  constructor(stallMs: number) {
    super({
      code: 'orders.transfer-stalled',
      messageKey: 'orders.failures.stalled',
      params: { stallMs },
      retryable: true,
    });
  }
}

/** Another process has taken the download over: this one must write nothing more. */
export class LeaseLost extends AppError {
  constructor() {
    super({ code: 'orders.lease-lost', messageKey: 'orders.failures.unknown', retryable: true });
  }
}

/** The order is in a state in which this can't be done (any more). */
export class OrderStateRefused extends AppError {
  constructor(orderId: number, status: string) {
    super({ code: 'orders.state-refused', messageKey: 'orders.errors.stateRefused', params: { orderId, status } });
  }
}
