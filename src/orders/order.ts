import type { Actor } from '../audit';
import type { Page } from '../database/listing';
import type { FileKind } from '../telegram/telegram-gateway';
import type { OrderStatus } from './order-state';
import type { MediaFailure, ProductMediaStatus } from './media/product-media';
import type { OrderMediaKind, Product } from './products/product';

/** An album of Telegram's holds at most 10; somebody may add a few more by hand. */
export const MAX_ITEMS_PER_ORDER = 20;
/** Orders of one person that are not at their end; more would only be a flood. */
export const MAX_OPEN_ORDERS = 50;

/** One piece of media of an order, as screens show it. */
export interface OrderItem {
  readonly id: number;
  readonly mediaId: number;
  readonly kind: OrderMediaKind;
  readonly fileName: string | null;
  /** What was stored, else what Telegram said. */
  readonly sizeBytes: number | null;
  readonly status: ProductMediaStatus;
  /** Set while `status` is `failed`. */
  readonly failure: MediaFailure | null;
  /** What can be sent again at once. */
  readonly fileId: string;
  readonly hasThumbnail: boolean;
}

/** One order, whole, as screens and the API show it. */
export interface Order {
  readonly id: number;
  readonly userId: number;
  readonly product: Pick<Product, 'code' | 'name' | 'acceptedMedia' | 'maxFileSizeBytes' | 'seriesPattern' | 'active'>;
  readonly status: OrderStatus;
  /** Typed by the customer: escape it where it is rendered. */
  readonly series: string | null;
  /** In the order they came. */
  readonly items: readonly OrderItem[];
  /** From 1; counts how often it was asked for, tries again included. */
  readonly round: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type OrderPage = Page<Order>;

/** A message with media. The pair of chat and message is what makes a repeated update the same one. */
export interface MediaMessage {
  readonly userId: number;
  readonly chatId: number;
  readonly messageId: number;
  /** Telegram's `media_group_id`. */
  readonly albumId?: string;
  readonly media: {
    /** Telegram's own, so that unsuitable ones can be refused by name. */
    readonly kind: FileKind;
    readonly fileId: string;
    readonly fileUniqueId: string;
    readonly sizeBytes?: number;
    readonly fileName?: string;
    readonly mimeType?: string;
    readonly thumbnailFileId?: string;
  };
}

/** Who asks to see or change an order: its customer, or somebody whose permission the edge has checked. */
export interface OrderActor {
  /** Their Telegram id; `null` for an account of the admin API. */
  readonly userId: number | null;
  readonly isStaff: boolean;
  /** Who the audit log names when staff changes somebody else's order. Default: the person with this Telegram id. */
  readonly actor?: Actor;
}
