/**
 * Word error rate: the fewest words to replace, add or leave out to get from what was heard to what was said, per word
 * said. Case, punctuation and hyphens don't count. 0 is perfect; it can pass 1.
 */
export function wordErrorRate(said: string, heard: string): number {
  const reference = toWords(said);
  if (reference.length === 0) throw new Error('the reference holds no words');
  return editDistance(reference, toWords(heard)) / reference.length;
}

function toWords(text: string): string[] {
  const normal = text
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/\bmister\b/g, 'mr');
  return normal.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function editDistance(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  from.forEach((word, index) => {
    const next = [index + 1];
    to.forEach((other, column) => {
      const replaced = (row[column] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    });
    row = next;
  });
  return row[to.length] ?? 0;
}
