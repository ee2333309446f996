import { RE2JS } from 're2js';

/** Long enough for any numbering scheme; bounds the work of compiling and matching together with `MAX_SERIES_LENGTH`. */
export const MAX_PATTERN_LENGTH = 100;
export const MAX_SERIES_LENGTH = 64;

/**
 * The rule a product sets for its series: RE2's dialect of regular expressions (no look-around, no back-references),
 * matched against the whole text. Admins type these, so a matcher that takes linear time whatever they type is used
 * instead of guessing which patterns are catastrophic for a backtracking one.
 */
export class SeriesPattern {
  private constructor(private readonly expression: RE2JS) {}

  /** Answers `null` when it is blank, too long or not a pattern. */
  static parse(source: string): SeriesPattern | null {
    if (source.trim() === '' || source.length > MAX_PATTERN_LENGTH) return null;
    try {
      return new SeriesPattern(RE2JS.compile(source));
    } catch {
      return null;
    }
  }

  /** Case matters unless the pattern says otherwise with `(?i)`. */
  accepts(series: string): boolean {
    return this.expression.matches(series);
  }
}

export type SeriesCheck = { valid: true; series: string } | { valid: false; problem: 'blank' | 'tooLong' | 'pattern' };

/** Tidies what somebody typed as a series (surrounding and doubled spaces, control characters) and checks it. */
export function checkSeries(typed: string, pattern: string | null): SeriesCheck {
  const series = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (series === '') return { valid: false, problem: 'blank' };
  if (series.length > MAX_SERIES_LENGTH) return { valid: false, problem: 'tooLong' };
  // A pattern that can't be read any more (the dialect changed) must not make a product impossible to order.
  const rule = pattern === null ? null : SeriesPattern.parse(pattern);
  return rule && !rule.accepts(series) ? { valid: false, problem: 'pattern' } : { valid: true, series };
}
