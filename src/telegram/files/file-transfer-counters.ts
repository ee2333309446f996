import { Transform, type Readable, type TransformCallback } from 'node:stream';

/** Bytes since the process started, and files on their way now. */
export interface TransferSnapshot {
  downloadedBytes: number;
  uploadedBytes: number;
  downloads: number;
  uploads: number;
}

/** How many bytes of files this process has moved since it started, and how many files it is moving, for metrics. */
export class FileTransferCounters {
  private downloaded = 0;
  private uploaded = 0;
  private downloads = 0;
  private uploads = 0;

  addUploaded(bytes: number): void {
    this.uploaded += bytes;
  }

  /** Counts the call as an upload that is under way, until it ends in whatever manner. */
  async countUpload<T>(call: () => Promise<T>): Promise<T> {
    this.uploads += 1;
    try {
      return await call();
    } finally {
      this.uploads -= 1;
    }
  }

  /** Passes `source` through, counting; errors are rewritten by `describe` on the way. Destroying the answer ends the source. */
  countDownload(source: Readable, describe: (error: unknown) => unknown): Readable {
    const counted = new Transform({
      transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
        this.downloaded += chunk.length;
        done(null, chunk);
      },
    });
    this.downloads += 1;
    source.on('error', (error) => counted.destroy(describe(error) as Error));
    // A stream that breaks between being opened and being read must not end the process; who reads it then meets the error.
    counted.on('error', () => undefined);
    counted.once('close', () => {
      this.downloads -= 1;
      source.destroy();
    });
    return source.pipe(counted);
  }

  snapshot(): TransferSnapshot {
    return {
      downloadedBytes: this.downloaded,
      uploadedBytes: this.uploaded,
      downloads: this.downloads,
      uploads: this.uploads,
    };
  }
}
