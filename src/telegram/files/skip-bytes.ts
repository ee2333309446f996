import { pipeline, Transform, type Readable } from 'node:stream';

/** Passes `source` on without its first `count` bytes. Errors pass on, and destroying the answer ends the source. */
export function skipBytes(source: Readable, count: number): Readable {
  if (count === 0) return source;
  let left = count;
  const rest = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const skipped = Math.min(left, chunk.length);
      left -= skipped;
      if (skipped === chunk.length) done();
      else done(null, chunk.subarray(skipped));
    },
  });
  // The reader hears of failures through `rest`.
  return pipeline(source, rest, () => undefined);
}
