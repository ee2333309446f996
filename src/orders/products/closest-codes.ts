import { countErrors } from '../../common/typing-errors';

/** Farther than this is another code, not a typing error. */
const MAX_DISTANCE = 2;
/** In a code this short, two changes leave nothing of it. */
const SHORT_CODE = 3;

/** Of the existing codes those that are one or two typing errors away, nearest first, at most `limit`. */
export function closestCodes(typed: string, codes: readonly string[], limit = 3): string[] {
  const farthest = typed.length <= SHORT_CODE ? 1 : MAX_DISTANCE;
  return codes
    .flatMap((code) => {
      const errors = countErrors(typed, code, farthest);
      return errors === null ? [] : [{ code, errors }];
    })
    .sort((left, right) => left.errors - right.errors || (left.code < right.code ? -1 : 1))
    .slice(0, limit)
    .map(({ code }) => code);
}
