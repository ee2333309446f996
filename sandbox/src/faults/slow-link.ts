import { Transform, type TransformCallback } from 'node:stream';

/** What leaves at once; more than a timer's resolution brings at usual speeds, less than anybody would notice. */
const MAX_STEP_BYTES = 64 * 1024;

/** Lets bytes through at a steady pace, as over a line of that speed. */
export class SlowLink extends Transform {
  private readonly startedAt = performance.now();
  private passed = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly bytesPerSecond: number) {
    super({ highWaterMark: MAX_STEP_BYTES });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.step(chunk, done);
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    clearTimeout(this.timer);
    callback(error);
  }

  /** Passes the beginning on, and the rest when the line is free again. */
  private step(chunk: Buffer, done: TransformCallback): void {
    const piece = chunk.subarray(0, MAX_STEP_BYTES);
    const rest = chunk.subarray(piece.length);
    this.passed += piece.length;
    const freeAt = this.startedAt + (this.passed / this.bytesPerSecond) * 1_000;
    this.timer = setTimeout(
      () => {
        this.push(piece);
        if (rest.length > 0) this.step(rest, done);
        else done();
      },
      Math.max(0, freeAt - performance.now()),
    );
  }
}
