import { isEnd, mayMove, orderStatuses, settledStatus, sourcesOf, type OrderStatus } from './order-state';

/** Rows: from. Columns, in the order of `orderStatuses`: to. */
const TABLE: Record<OrderStatus, string> = {
  //                media  series confirm complete failed cancel
  awaiting_media: '   -      x      -       -       -      x',
  awaiting_series: '  -      -      x       -       x      x',
  confirmed: '        -      -      -       x       x      -',
  complete: '         -      -      -       -       -      -',
  failed: '           -      x      x       x       -      x',
  cancelled: '        -      -      -       -       -      -',
};

describe('the moves of an order', () => {
  const moves = orderStatuses.flatMap((from) => {
    const marks = TABLE[from].trim().split(/\s+/);
    return orderStatuses.map((to, column) => ({ from, to, allowed: marks[column] === 'x' }));
  });

  it.each(moves)('$from to $to: $allowed', ({ from, to, allowed }) => {
    expect(mayMove(from, to)).toBe(allowed);
    expect(sourcesOf(to).includes(from)).toBe(allowed);
  });

  it('end in complete and cancelled only', () => {
    expect(orderStatuses.filter(isEnd)).toEqual(['complete', 'cancelled']);
  });
});

describe('settling an order', () => {
  const all = { total: 2, available: 2, failed: 0 };
  const some = { total: 2, available: 1, failed: 0 };
  const broken = { total: 2, available: 1, failed: 1 };
  const none = { total: 0, available: 0, failed: 0 };

  it.each([
    ['awaiting_media', false, none, 'awaiting_media'],
    ['awaiting_series', false, some, 'awaiting_series'],
    ['awaiting_series', false, all, 'awaiting_series'],
    ['awaiting_series', false, broken, 'failed'],
    ['confirmed', true, none, 'confirmed'],
    ['confirmed', true, some, 'confirmed'],
    ['confirmed', true, all, 'complete'],
    ['confirmed', true, broken, 'failed'],
    ['failed', true, broken, 'failed'],
    ['failed', true, some, 'failed'],
    ['failed', true, all, 'complete'],
    ['failed', false, all, 'awaiting_series'],
    ['complete', true, broken, 'complete'],
    ['cancelled', false, all, 'cancelled'],
  ] as const)('%s (series: %s) with media %j is then %s', (status, hasSeries, media, expected) => {
    const settled = settledStatus({ status, hasSeries }, media);
    expect(settled).toBe(expected);
    if (settled !== status) expect(mayMove(status, settled)).toBe(true);
  });
});
