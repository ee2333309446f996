import { Moves } from '../common/moves';

/**
 * `awaiting_media`: begun by its code alone; `awaiting_series`: its media is on the way or here, the customer is asked
 * for the series; `confirmed`: nothing is asked of the customer any more; `complete`: series and all media are here;
 * `failed`: some media could not be had; `cancelled`: by the customer, or expired.
 */
export const orderStatuses = [
  'awaiting_media',
  'awaiting_series',
  'confirmed',
  'complete',
  'failed',
  'cancelled',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

const moves = new Moves<OrderStatus>({
  awaiting_media: ['awaiting_series', 'cancelled'],
  awaiting_series: ['confirmed', 'failed', 'cancelled'],
  confirmed: ['complete', 'failed'],
  // Media sent or tried again; `complete` when a later retry brought the last of it.
  failed: ['awaiting_series', 'confirmed', 'complete', 'cancelled'],
  complete: [],
  cancelled: [],
});

export const { mayMove, sourcesOf, isEnd } = moves;

/** How far the media of one order is, in numbers of items. */
export interface MediaTally {
  total: number;
  available: number;
  failed: number;
}

/**
 * Where an order stands now that something about it has changed; its present state when nothing follows from that.
 * Depends on nothing but its arguments, so it may be asked at any time, by anybody, twice.
 */
export function settledStatus(order: { status: OrderStatus; hasSeries: boolean }, media: MediaTally): OrderStatus {
  const hasAllMedia = media.total > 0 && media.available === media.total;
  switch (order.status) {
    case 'awaiting_series':
      return media.failed > 0 ? 'failed' : 'awaiting_series';
    case 'confirmed':
      if (media.failed > 0) return 'failed';
      return hasAllMedia ? 'complete' : 'confirmed';
    case 'failed':
      if (!hasAllMedia) return 'failed';
      return order.hasSeries ? 'complete' : 'awaiting_series';
    default:
      return order.status;
  }
}

/** `settledStatus` of an order with its items. */
export function currentStatus(order: {
  status: OrderStatus;
  series: string | null;
  items: readonly { status: string }[];
}): OrderStatus {
  const count = (status: string): number => order.items.filter((item) => item.status === status).length;
  return settledStatus(
    { status: order.status, hasSeries: order.series !== null },
    { total: order.items.length, available: count('available'), failed: count('failed') },
  );
}
