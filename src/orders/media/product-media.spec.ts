import { mayMediaMove, mediaOfKey, originalKey, productMediaStatuses, thumbnailKey } from './product-media';

/** Rows: from. Columns, in the order of `productMediaStatuses`: to. */
const TABLE = {
  //        pending downloading available failed
  pending: '    -       x           -       -',
  downloading: 'x       x           x       x',
  available: '  -       -           -       -',
  failed: '     x       -           -       -',
};

describe('the moves of product media', () => {
  const moves = productMediaStatuses.flatMap((from) => {
    const marks = TABLE[from].trim().split(/\s+/);
    return productMediaStatuses.map((to, column) => ({ from, to, allowed: marks[column] === 'x' }));
  });

  it.each(moves)('$from to $to: $allowed', ({ from, to, allowed }) => {
    expect(mayMediaMove(from, to)).toBe(allowed);
  });
});

it('tells from a key of the store which media it belongs to', () => {
  expect(mediaOfKey(originalKey(7))).toBe(7);
  expect(mediaOfKey(thumbnailKey(12))).toBe(12);
  for (const key of ['originals/x', 'else/7', 'originals/7.jpg', 'thumbnails/7']) expect(mediaOfKey(key)).toBeNull();
});
