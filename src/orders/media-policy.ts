import type { FileKind } from '../telegram/telegram-gateway';
import type { MediaDescription } from './media/product-media';
import type { MediaMessage, Order } from './order';
import { isOrderMediaKind, type OrderMediaKind } from './products/product';

type OrderedProduct = Order['product'];

/** Why a product can't be ordered with this piece of media. */
export type MediaRefusal =
  | { outcome: 'wrongKind'; product: OrderedProduct; kind: FileKind; accepted: readonly OrderMediaKind[] }
  | { outcome: 'tooBig'; product: OrderedProduct; sizeBytes: number; limitBytes: number };

/** Checks what a message says about its media against the product, and against what this Bot API server hands out. */
export function checkMedia(
  media: MediaMessage['media'],
  product: OrderedProduct,
  maxDownloadBytes: number,
): MediaRefusal | { outcome: 'fits'; media: MediaDescription } {
  const { kind, sizeBytes = 0 } = media;
  if (!isOrderMediaKind(kind) || !product.acceptedMedia.includes(kind)) {
    return { outcome: 'wrongKind', product, kind, accepted: product.acceptedMedia };
  }
  const limitBytes = Math.min(product.maxFileSizeBytes, maxDownloadBytes);
  if (sizeBytes > limitBytes) return { outcome: 'tooBig', product, sizeBytes, limitBytes };
  return { outcome: 'fits', media: { ...media, kind } };
}
