/**
 * The number of typing errors between two words (optimal string alignment: a swap of neighbours is one error), or
 * `null` when there are more than `limit`.
 */
export function countErrors(typed: string, meant: string, limit: number): number | null {
  const [a, b] = [Array.from(typed), Array.from(meant)];
  if (Math.abs(a.length - b.length) > limit) return null;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let errors = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        errors = Math.min(errors, at(beforeLast, column - 2) + 1);
      }
      current.push(errors);
    }
    if (Math.min(...current) > limit) return null;
    [beforeLast, last] = [last, current];
  }
  const errors = at(last, b.length);
  return errors <= limit ? errors : null;
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
