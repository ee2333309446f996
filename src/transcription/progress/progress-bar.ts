/** Blocks of the bar people see. */
export const BAR_BLOCKS = 20;
const DONE = '█';
const LEFT = '░';

/** Twenty blocks, filled up to `percent` (0 to 100). A block is filled when all of it is done. */
export function progressBar(percent: number): string {
  const filled = Math.floor((Math.min(Math.max(percent, 0), 100) / 100) * BAR_BLOCKS);
  return DONE.repeat(filled) + LEFT.repeat(BAR_BLOCKS - filled);
}
