import { open, type FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';

/** So many bytes at most are left to be flushed at the end, or wait for the disk at the same time. */
const FLUSH_BYTES = 4 << 20;
/** What comes in small pieces is written in larger ones: each write costs a turn of another thread, whatever its size. */
const WRITE_BYTES = 256 << 10;

/**
 * A new file that goes to the disk while it is being written: flushed only at its end, a large one would keep the disk busy
 * for as long as everybody else's commits wait for it. Finished means that all of it is on the disk.
 */
export class PacedFile extends Writable {
  private pieces: Buffer[] = [];
  private unwritten = 0;
  private unflushed = 0;
  private flushing: Promise<void> = Promise.resolve();

  private constructor(private readonly file: FileHandle) {
    super();
  }

  /** Throws when there is such a file already. */
  static async create(path: string, mode: number): Promise<PacedFile> {
    return new PacedFile(await open(path, 'wx', mode));
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.pieces.push(chunk);
    this.unwritten += chunk.length;
    if (this.unwritten < WRITE_BYTES) return done();
    this.append().then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.append()
      .then(() => this.flushing)
      .then(() => this.file.sync())
      .then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.file.close().then(
      () => done(error),
      () => done(error),
    );
  }

  private async append(): Promise<void> {
    const content = Buffer.concat(this.pieces, this.unwritten);
    this.pieces = [];
    this.unwritten = 0;
    await this.file.appendFile(content);
    this.unflushed += content.length;
    if (this.unflushed < FLUSH_BYTES) return;
    await this.flushing;
    this.unflushed = 0;
    this.flushing = this.file.datasync();
    // Whoever writes or finishes next hears of it.
    this.flushing.catch(() => undefined);
  }
}
