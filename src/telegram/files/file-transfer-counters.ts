import { Transform, type Readable, type TransformCallback } from 'node:stream';

/** How many bytes of files this process has moved since it started, for metrics. */
export class FileTransferCounters {
  private downloaded = 0;
  private uploaded = 0;

  addUploaded(bytes: number): void {
    this.uploaded += bytes;
  }

  /** Passes `source` through, counting; errors are rewritten by `describe` on the way. Destroying the answer ends the source. */
  countDownload(source: Readable, describe: (error: unknown) => unknown): Readable {
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
        this.downloaded += chunk.length;
        done(null, chunk);
      },
    });
    source.on('error', (error) => counted.destroy(describe(error) as Error));
    // A stream that breaks between being opened and being read must not end the process; who reads it then meets the error.
    counted.on('error', () => undefined);
    counted.on('close', () => source.destroy());
    return source.pipe(counted);
  }

  snapshot(): { downloadedBytes: number; uploadedBytes: number } {
    return { downloadedBytes: this.downloaded, uploadedBytes: this.uploaded };
  }
}
