import { createReadStream } from 'node:fs';
import { type Readable } from 'node:stream';
import type { FileSource } from '../../telegram/telegram-gateway';
import { TelegramTransient } from '../../telegram/telegram-errors';
import { TransferCut, TransferStalled } from '../orders.errors';

/** Resumptions of one download in one run; each must have brought at least a byte. */
const MAX_RESUMES = 5;

export interface DownloadOptions {
  /** Opens the file for reading from this byte on. `sizeBytes` of the answer is that of the whole file. */
  openAt(offsetBytes: number): Promise<FileSource>;
  /** What the message said, until the server says it itself. */
  expectedBytes: number | undefined;
  /** A wait for the next bytes longer than this cuts the connection. Time the reader takes does not count. */
  stallMs: number;
  signal: AbortSignal;
}

/**
 * The bytes of a file, whole: a connection that is cut or stalls is taken up where it ended. Ends with `TransferCut`,
 * `TransferStalled` or the source's error when that doesn't lead on, and when fewer or more bytes came than the file has.
 */
export async function* downloadResumably(options: DownloadOptions): AsyncGenerator<Buffer> {
  let received = 0;
  let expected = options.expectedBytes;
  for (let resumes = 0; ; resumes += 1) {
    const before = received;
    try {
      const source = await options.openAt(received);
      expected = source.sizeBytes ?? expected;
      for await (const chunk of watched(readable(source, received), options)) {
        received += chunk.length;
        yield chunk;
      }
      if (expected === undefined || received === expected) return;
      throw new TransferCut(received, expected);
    } catch (error) {
      options.signal.throwIfAborted();
      const leadsOn =
        isInterruption(error) && received > before && resumes < MAX_RESUMES && received < (expected ?? Infinity);
      if (!leadsOn) throw error;
    }
  }
}

const isInterruption = (error: unknown): boolean =>
  error instanceof TransferCut || error instanceof TransferStalled || error instanceof TelegramTransient;

const readable = (source: FileSource, offsetBytes: number): Readable =>
  'stream' in source ? source.stream : createReadStream(source.path, { start: offsetBytes });

async function* watched(stream: Readable, { stallMs, signal }: DownloadOptions): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer, void>;
  try {
    for (;;) {
      const next = await withinPatience(chunks.next(), stallMs, signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
}

/** Not left to destroying the stream: some streams only end when what they wait for has come. */
function withinPatience<T>(next: Promise<T>, stallMs: number, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => settle(() => reject(signal.reason as Error));
    const timer = setTimeout(() => settle(() => reject(new TransferStalled(stallMs))), stallMs);
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      finish();
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    next.then(
      (value) => settle(() => resolve(value)),
      (error: Error) => settle(() => reject(error)),
    );
  });
}
