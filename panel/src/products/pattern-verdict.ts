import type { RE2JS } from 're2js';

type PatternVerdict = 'fits' | 'differs' | 'broken';

/** What the application will say of a series: it has the same matcher, and tidies what was typed the same way. */
export function judgeSeries(matcher: typeof RE2JS, pattern: string, typed: string): PatternVerdict {
  const series = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  try {
    return matcher.compile(pattern).matches(series) ? 'fits' : 'differs';
  } catch {
    return 'broken';
  }
}
