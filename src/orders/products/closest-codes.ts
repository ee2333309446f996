/** Farther than this is another code, not a typing error. */
const MAX_DISTANCE = 2;
/** In a code this short, two changes leave nothing of it. */
const SHORT_CODE = 3;

/** Of the existing codes those that are one or two typing errors away, nearest first, at most `limit`. */
export function closestCodes(typed: string, codes: readonly string[], limit = 3): string[] {
  const farthest = typed.length <= SHORT_CODE ? 1 : MAX_DISTANCE;
  return codes
    .map((code) => ({ code, distance: typingDistance(typed, code) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((left, right) => left.distance - right.distance || (left.code < right.code ? -1 : 1))
    .slice(0, limit)
    .map(({ code }) => code);
}

/**
 * How many keystrokes went wrong: characters left out, added, replaced, or two neighbours swapped (optimal string
 * alignment). Quadratic in the lengths, which for codes is at most 32 by 32.
 */
export function typingDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current[column] = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
        swapped ? at(beforePrevious, column - 2) + 1 : Infinity,
      );
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, right.length);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity;
