import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';

/** Content repeats after this many bytes: large enough to be read in few steps, small enough to be made in no time. */
const BLOCK_BYTES = 256 * 1024;
const DIGEST_BYTES = 64;

/**
 * The bytes `start` to `end` (inclusive) of a file that exists nowhere: made while it is read, the same each time, different for each seed.
 */
export function readSynthetic(seed: number, { start, end }: { start: number; end: number }): Readable {
  return Readable.from(pieces(seed, start, end), { objectMode: false, highWaterMark: BLOCK_BYTES });
}

function* pieces(seed: number, start: number, end: number): Generator<Buffer> {
  const block = makeBlock(seed);
  for (let at = start; at <= end;) {
    const from = at % BLOCK_BYTES;
    const piece = block.subarray(from, Math.min(BLOCK_BYTES, from + end + 1 - at));
    at += piece.length;
    yield piece;
  }
}

function makeBlock(seed: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at += DIGEST_BYTES) {
    createHash('sha512').update(`${seed}/${at}`).digest().copy(block, at);
  }
  return block;
}
