import { open } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { finished } from 'node:stream';
import { type AppConfig } from '../../config';
import { type Bulkhead, type Bulkheads } from '../../resilience';
import { type BotApiClient, type Download } from '../bot-api-client';
import { classifyFailure } from '../error-classification';
import { type OutboundChain, type ChainOptions } from '../outbound/outbound-chain';
import { FileTooBig, TelegramTransient } from '../telegram-errors';
import { type FileSource } from '../telegram-gateway';

/** Downloads under way at once in this process; a place is held until the stream has ended. */
const DOWNLOADS = { places: 32, maxWaiting: 500 };

/** Reads files out of Telegram: asks where the file is, then streams it, or on a local server answers its path. */
export class FileDownloads {
  private readonly places: Bulkhead;

  constructor(
    private readonly chain: OutboundChain,
    private readonly client: BotApiClient,
    private readonly config: AppConfig,
    bulkheads: Bulkheads,
  ) {
    this.places = bulkheads.create('telegram-downloads', DOWNLOADS);
  }

  /** Throws `FileTooBig` before any byte is moved. The stream fails with `TelegramTransient` when nothing arrives for `REQUEST_TIMEOUT`. */
  async open(
    fileId: string,
    { offsetBytes = 0, ...options }: ChainOptions & { offsetBytes?: number },
  ): Promise<FileSource> {
    const { path, sizeBytes } = await this.locate(fileId, options);
    const size = sizeBytes === undefined ? {} : { sizeBytes };
    if (isAbsolute(path)) return { path, ...size };
    const download = await this.begin(path, offsetBytes, options.signal);
    return {
      stream: download.stream,
      ...size,
      ...(download.sizeBytes !== undefined && { sizeBytes: download.sizeBytes }),
    };
  }

  /** Reads a file whole, at most `maxBytes`. */
  async readSmall(fileId: string, maxBytes: number, options: ChainOptions): Promise<Buffer> {
    const source = await this.open(fileId, options);
    if ('path' in source) return readSmallPath(source.path, maxBytes);
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of source.stream as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > maxBytes) throw new FileTooBig(maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  private async begin(path: string, offsetBytes: number, signal: AbortSignal | undefined): Promise<Download> {
    const leave = await this.places.enter({ ...(signal && { signal }) });
    try {
      const download = await this.chain.guardDownload(() =>
        this.client.download(path, {
          offsetBytes,
          stallMs: this.config.telegram.requestTimeoutMs,
          describe: (error) => this.describe(error),
          signal,
        }),
      );
      finished(download.stream, leave);
      return download;
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async locate(
    fileId: string,
    options: ChainOptions,
  ): Promise<{ path: string; sizeBytes: number | undefined }> {
    const { maxDownloadBytes } = this.config.telegram;
    const file = (await this.chain.call('getFile', { file_id: fileId }, options)) as {
      file_path?: string;
      file_size?: number;
    };
    if ((file.file_size ?? 0) > maxDownloadBytes) throw new FileTooBig(maxDownloadBytes);
    if (!file.file_path) throw new TelegramTransient('getFile answered without a path');
    return { path: file.file_path, sizeBytes: file.file_size };
  }

  private describe(error: unknown): unknown {
    return classifyFailure(error, 'getFile', this.config.telegram);
  }
}

async function readSmallPath(path: string, maxBytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    if ((await file.stat()).size > maxBytes) throw new FileTooBig(maxBytes);
    return await file.readFile();
  } finally {
    await file.close();
  }
}
