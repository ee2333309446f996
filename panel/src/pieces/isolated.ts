/**
 * What somebody typed, for the middle of a sentence: its direction ends where it ends. In elements of its own `<bdi>` does
 * the same.
 */
export const isolated = (typed: string): string => `\u2068${typed.replace(/[\u2066-\u2069]/g, '')}\u2069`;
