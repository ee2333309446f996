import type { Words } from '../../i18n';
import type { CodeIntake, MediaIntake, Order, SeriesIntake } from '../../orders';
import { MAX_SERIES_LENGTH } from '../../orders';
import { buttons } from '../callbacks';
import type { Screen } from '../keyboards/screen';
import { openOrderButton } from './order-card.view';
import { inline } from './titles';

type UnusableCode = Extract<CodeIntake, { outcome: 'unknownCode' | 'inactive' }>;

/** What somebody reads who named a product. */
export function codeIntakeScreen(words: Words, intake: CodeIntake): Screen {
  if (intake.outcome === 'awaitingMedia') {
    const { order } = intake;
    return {
      html: words.t('orders.intake.awaitingMedia', {
        ...productOf(order),
        kinds: kindList(words, order.product.acceptedMedia),
        limit: words.bytes(order.product.maxFileSizeBytes),
      }),
      buttons: [cancelOrderRow(words, order)],
    };
  }
  return intake.outcome === 'tooManyOrders' ? tooManyOrders(words, intake.limit) : unusableCode(words, intake);
}

/**
 * What somebody reads who sent media; `null` where nothing need be said: pieces of an album after the first would bury
 * the question for the series.
 */
export function mediaIntakeScreen(
  words: Words,
  intake: MediaIntake,
  options: { isAlbumPiece: boolean },
): Screen | null {
  switch (intake.outcome) {
    case 'parked':
      return null;
    case 'noOrder':
      return { html: words.t('orders.intake.noOrder') };
    case 'accepted':
      return accepted(words, intake);
    case 'added':
      return options.isAlbumPiece ? null : added(words, intake.order);
    case 'retried':
      return retried(words, intake);
    case 'wrongKind':
      return {
        html: words.t('orders.intake.wrongKind', {
          product: inline(intake.product.name, 100),
          kind: words.plain(`orders.kinds.${intake.kind}`),
          kinds: kindList(words, intake.accepted),
        }),
      };
    case 'tooBig':
      return {
        html: words.t('orders.intake.tooBig', {
          product: inline(intake.product.name, 100),
          size: words.bytes(intake.sizeBytes),
          limit: words.bytes(intake.limitBytes),
        }),
      };
    case 'closed':
      return {
        html: words.t('orders.intake.closed', { id: intake.order.id, status: statusOf(words, intake.order) }),
        buttons: [[openOrderButton(words, intake.order.id)]],
      };
    case 'tooManyItems':
      return { html: words.t('orders.intake.tooManyItems', { id: intake.order.id, limit: intake.limit }) };
    case 'tooManyOrders':
      return tooManyOrders(words, intake.limit);
    default:
      return unusableCode(words, intake);
  }
}

/** What somebody reads who gave a series. That the order is complete is told by its notice, once. */
export function seriesIntakeScreen(words: Words, intake: SeriesIntake): Screen {
  const { order } = intake;
  if (intake.outcome === 'confirmed') {
    return {
      html: words.t(order.status === 'complete' ? 'orders.series.complete' : 'orders.series.confirmed', {
        id: order.id,
        series: order.series ?? '',
      }),
    };
  }
  if (intake.outcome === 'notAwaited') {
    return { html: words.t('orders.series.notAwaited', { id: order.id, status: statusOf(words, order) }) };
  }
  const texts = {
    blank: () => words.t('orders.series.blank'),
    tooLong: () => words.t('orders.series.tooLong', { limit: MAX_SERIES_LENGTH }),
    pattern: () => words.t('orders.series.pattern', { product: inline(order.product.name, 100) }),
  };
  return { html: texts[intake.problem](), buttons: [cancelOrderRow(words, order)] };
}

/** The kinds of media a product takes, in words. */
export const kindList = (words: Words, kinds: Order['product']['acceptedMedia']): string =>
  kinds.map((kind) => words.plain(`orders.kinds.${kind}`)).join(', ');

function accepted(words: Words, intake: Extract<MediaIntake, { outcome: 'accepted' }>): Screen {
  const { order, askSeries, refusedItems } = intake;
  if (!askSeries) return added(words, order);
  const lines = [askSeriesText(words, order)];
  if (refusedItems > 0) lines.push(words.t('orders.intake.refusedItems', { count: refusedItems }));
  return { html: lines.join('\n\n'), buttons: [cancelOrderRow(words, order)] };
}

const added = (words: Words, order: Order): Screen => ({
  html: words.t(order.status === 'awaiting_series' ? 'orders.intake.added' : 'orders.intake.addedConfirmed', {
    id: order.id,
    count: order.items.length,
  }),
});

function retried(words: Words, { order, askSeries }: Extract<MediaIntake, { outcome: 'retried' }>): Screen {
  const text = words.t('orders.intake.retried', { id: order.id });
  if (!askSeries) return { html: text };
  return { html: `${text}\n\n${askSeriesText(words, order)}`, buttons: [cancelOrderRow(words, order)] };
}

const askSeriesText = (words: Words, order: Order): string =>
  words.t('orders.intake.askSeries', { id: order.id, ...productOf(order) });

const tooManyOrders = (words: Words, limit: number): Screen => ({
  html: words.t('orders.intake.tooManyOrders', { limit }),
});

function unusableCode(words: Words, lookup: UnusableCode): Screen {
  if (lookup.outcome === 'inactive') {
    const { name, code } = lookup.product;
    return { html: words.t('orders.intake.inactive', { product: inline(name, 100), code }) };
  }
  const code = inline(lookup.code, 40);
  if (lookup.closest.length === 0) return { html: words.t('orders.intake.unknownCode', { code }) };
  return {
    html: words.t('orders.intake.unknownCodeClosest', { code }),
    buttons: lookup.closest.map((closest) => [
      { text: closest, callbackData: buttons.beginOrder.pack({ code: closest }) },
    ]),
  };
}

const cancelOrderRow = (words: Words, { id }: Order) => [
  { text: words.plain('orders.button.cancel'), callbackData: buttons.cancelOrder.pack({ orderId: id }) },
];

const productOf = ({ product }: Order) => ({ product: inline(product.name, 100), code: product.code });

const statusOf = (words: Words, { status }: Order): string => words.plain(`orders.status.${status}`);
