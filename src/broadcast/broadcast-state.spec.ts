import { broadcastStatuses, mayMove, sourcesOf, type BroadcastStatus } from './broadcast-state';

/** Rows: from. Columns, in the order of `broadcastStatuses`: to. */
const TABLE: Record<BroadcastStatus, string> = {
  //         draft sched run pause finish cancel
  draft: '     -     x    x    -     -      x',
  scheduled: ' x     -    x    -     -      x',
  running: '   -     -    -    x     x      x',
  paused: '    -     -    x    -     -      x',
  finished: '  -     -    x    -     -      -',
  cancelled: ' -     -    -    -     -      -',
};

describe('the moves of a broadcast', () => {
  const moves = broadcastStatuses.flatMap((from) => {
    const marks = TABLE[from].trim().split(/\s+/);
    return broadcastStatuses.map((to, column) => ({ from, to, allowed: marks[column] === 'x' }));
  });

  it.each(moves)('$from to $to: $allowed', ({ from, to, allowed }) => {
    expect(mayMove(from, to)).toBe(allowed);
    expect(sourcesOf(to).includes(from)).toBe(allowed);
  });
});
