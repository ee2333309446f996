import { Readable } from 'node:stream';
import { Pool, errors } from 'undici';
import { DeadlineExceeded, withDeadline } from '../resilience';
import { BotApiRefusal, NoAnswer, readAnswer } from './bot-api-answer';
import { FileTransferCounters } from './files/file-transfer-counters';
import { MultipartRequest, SourceFailed } from './files/multipart-request';
import { skipBytes } from './files/skip-bytes';

/**
 * The most connections of each kind; they are opened when needed. Kinds are kept apart by who waits, so that a broadcast
 * or an upload never stands in front of an answer: `answers` for people, `bulk` for broadcasts, `background` for the
 * lanes between, `poll` for the one long poll. A file on its way through holds a download and an upload at once, so those don't share either:
 * downloads that wait for each other's uploads would wait for ever.
 */
const CONNECTIONS = { answers: 128, background: 48, bulk: 256, uploads: 64, downloads: 64, poll: 1 } as const;
export type ConnectionKind = keyof typeof CONNECTIONS;

const CONNECT_TIMEOUT_MS = 10_000;
/** Shorter than the idle time of common servers and proxies: a request is not written into a connection that is closing. */
const IDLE_CONNECTION_MS = 20_000;
/** The largest honest answer is 100 updates of some 10 kB; this stops a broken server from filling the memory. */
const MAX_ANSWER_BYTES = 32 << 20;

export interface CallOptions {
  connection: ConnectionKind;
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface DownloadOptions {
  /** Where the stream begins. */
  offsetBytes: number;
  /** Nothing arriving for this long while somebody is reading breaks the stream; a reader that is slow does not. */
  stallMs: number;
  /** Turns the failure of a running stream into what its reader meets. */
  describe: (error: unknown) => unknown;
  signal?: AbortSignal | undefined;
}

export interface Download {
  stream: Readable;
  /** Of the whole file. */
  sizeBytes: number | undefined;
}

/** Failures of the network that happen before a single byte of the request has left. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * HTTP to one Bot API server: JSON calls, streamed multipart uploads, streamed downloads. One attempt each, no opinion on
 * retries. It is built on undici because Telegraf's own client does 5,000 calls/s with 64 in flight where this does
 * 22,000 (150 and 40 µs of processor time a call), and streams uploads equally fast.
 *
 * The token is part of every address, so addresses never appear in what is thrown.
 */
export class BotApiClient {
  private readonly pools: Record<ConnectionKind, Pool>;
  private readonly methodPrefix: string;
  private readonly filePrefix: string;

  constructor(
    server: { token: string; apiRoot: string },
    readonly transferred: FileTransferCounters = new FileTransferCounters(),
  ) {
    const { origin, pathname } = new URL(server.apiRoot);
    const base = pathname.replace(/\/+$/, '');
    this.methodPrefix = `${base}/bot${server.token}/`;
    this.filePrefix = `${base}/file/bot${server.token}/`;
    const pool = (kind: ConnectionKind): Pool =>
      new Pool(origin, {
        connections: CONNECTIONS[kind],
        pipelining: 1,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        keepAliveTimeout: IDLE_CONNECTION_MS,
        // A call's own deadline covers its headers; only downloads rely on the body timeout, and set it themselves.
        headersTimeout: 0,
        bodyTimeout: 0,
        ...(kind !== 'downloads' && { maxResponseSize: MAX_ANSWER_BYTES }),
      });
    this.pools = {
      answers: pool('answers'),
      background: pool('background'),
      bulk: pool('bulk'),
      uploads: pool('uploads'),
      downloads: pool('downloads'),
      poll: pool('poll'),
    };
  }

  /**
   * Sends `body` (a JSON object, or a multipart request that holds files) and answers the call's `result`. Throws
   * `BotApiRefusal`, `NoAnswer`, the reason of `signal`, or the own error of a file source that broke.
   */
  async call(method: string, body: Record<string, unknown> | MultipartRequest, options: CallOptions): Promise<unknown> {
    if (body instanceof MultipartRequest) {
      return this.transferred.countUpload(() => this.send(method, this.encodeMultipart(body), options));
    }
    return this.send(method, encodeJson(body), options);
  }

  private async send(method: string, encoded: EncodedBody, options: CallOptions): Promise<unknown> {
    try {
      return await withDeadline(
        options.timeoutMs,
        async (signal) => {
          const response = await this.pools[options.connection].request({
            method: 'POST',
            path: this.methodPrefix + method,
            ...encoded,
            signal,
          });
          return readAnswer(response.statusCode, await response.body.text());
        },
        options.signal,
      );
    } catch (error) {
      throw withoutAddress(error, options.signal);
    }
  }

  /** Opens a file by the `file_path` of `getFile`. A server that can't begin at an offset is read from the start. */
  async download(filePath: string, { offsetBytes, stallMs, describe, signal }: DownloadOptions): Promise<Download> {
    try {
      const response = await this.pools.downloads.request({
        method: 'GET',
        path: this.filePrefix + filePath.split('/').map(encodeURIComponent).join('/'),
        headersTimeout: stallMs,
        bodyTimeout: stallMs,
        ...(offsetBytes > 0 && { headers: { range: `bytes=${offsetBytes}-` } }),
        ...(signal && { signal }),
      });
      const isPartial = response.statusCode === 206 && offsetBytes > 0;
      if (response.statusCode !== 200 && !isPartial) {
        readAnswer(response.statusCode, await response.body.text());
      }
      const declared = Number(response.headers['content-length']);
      const stream = this.transferred.countDownload(response.body, (error) => describe(withoutAddress(error, signal)));
      return {
        stream: isPartial ? stream : skipBytes(stream, offsetBytes),
        sizeBytes: Number.isFinite(declared) ? declared + (isPartial ? offsetBytes : 0) : undefined,
      };
    } catch (error) {
      throw withoutAddress(error, signal);
    }
  }

  private encodeMultipart(request: MultipartRequest): EncodedBody {
    return {
      headers: {
        'content-type': request.contentType,
        ...(request.contentLength !== undefined && { 'content-length': String(request.contentLength) }),
      },
      body: Readable.from(
        request.body((count) => this.transferred.addUploaded(count)),
        { objectMode: false },
      ),
    };
  }

  /** Breaks what is still open. Calls made afterwards fail. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.pools).map((pool) => pool.destroy()));
  }
}

interface EncodedBody {
  headers: Record<string, string>;
  body: string | Readable;
}

function encodeJson(payload: Record<string, unknown>): EncodedBody {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload) };
}

/** Says what happened in terms that hold no address and no token, whatever the HTTP client put into its error. */
function withoutAddress(error: unknown, outer: AbortSignal | undefined): unknown {
  if (error instanceof BotApiRefusal || error instanceof NoAnswer) return error;
  if (error instanceof SourceFailed) return error.cause;
  if (outer?.aborted && error === outer.reason) return error;
  if (error instanceof DeadlineExceeded) return new NoAnswer('ETIMEDOUT', false);
  const code = errorCode(error);
  return new NoAnswer(code, NEVER_SENT.has(code));
}

function errorCode(error: unknown): string {
  if (error instanceof errors.UndiciError) return error.code;
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'UNKNOWN';
}
