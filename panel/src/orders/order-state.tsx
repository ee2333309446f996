import type { Order } from '../api/types';
import { useText } from '../i18n/use-text';
import { StateChip, type Tone } from '../pieces/state-chip';

export type OrderStatus = Order['status'];
export type OrderItem = Order['items'][number];

const TONES: Readonly<Record<OrderStatus, Tone>> = {
  awaiting_media: 'quiet',
  awaiting_series: 'quiet',
  confirmed: 'busy',
  complete: 'good',
  failed: 'bad',
  cancelled: 'quiet',
};
const MEDIA_TONES: Readonly<Record<OrderItem['status'], Tone>> = {
  pending: 'quiet',
  downloading: 'busy',
  available: 'good',
  failed: 'bad',
};

export const orderStatuses = Object.keys(TONES) as readonly OrderStatus[];

export const OrderState = ({ status }: { status: OrderStatus }) => {
  const text = useText();
  return <StateChip label={text(`resources.orders.statuses.${status}`)} tone={TONES[status]} />;
};

export const MediaState = ({ status }: { status: OrderItem['status'] }) => {
  const text = useText();
  return <StateChip label={text(`resources.orders.mediaStatuses.${status}`)} tone={MEDIA_TONES[status]} />;
};
