import { createHash } from 'node:crypto';
import { pipeline, Transform, type Readable } from 'node:stream';
import type { StoredContent } from './media-store';
import { MediaDamaged, MediaTooLarge } from './media-store.errors';

/** Counts and hashes what passes through, and breaks the stream with `MediaTooLarge` past `maxBytes`. */
export class ContentMeter extends Transform {
  private readonly hash = createHash('sha256');
  private sizeBytes = 0;

  constructor(private readonly maxBytes: number) {
    super();
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: Error | null, chunk?: Buffer) => void,
  ): void {
    this.sizeBytes += chunk.length;
    if (this.sizeBytes > this.maxBytes) return done(new MediaTooLarge(this.maxBytes));
    this.hash.update(chunk);
    done(null, chunk);
  }

  /** What has passed; ask once, after the end. */
  measure(): StoredContent {
    return { sizeBytes: this.sizeBytes, sha256: this.hash.digest('hex') };
  }
}

/**
 * Passes `source` on and breaks with `MediaDamaged` at its end when the bytes are not those that were put. The last piece is
 * held back until that is known: a reader that was told the length, and got it all, would take it for whole.
 */
export function verifyContent(source: Readable, expected: StoredContent): Readable {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let held: Buffer | undefined;
  const checked = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length;
      hash.update(chunk);
      const before = held;
      held = chunk;
      done(null, before);
    },
    flush(done) {
      const same = sizeBytes === expected.sizeBytes && hash.digest('hex') === expected.sha256;
      if (same) done(null, held);
      else done(new MediaDamaged());
    },
  });
  // The reader hears of every failure through `checked`; the callback only keeps it from being thrown a second time.
  return pipeline(source, checked, () => undefined);
}
