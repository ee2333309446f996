import type { S3 } from '@aws-sdk/client-s3';
import type { Upload } from '@aws-sdk/lib-storage';
import { pipeline, type Readable } from 'node:stream';
import { ContentMeter } from './content-meter';
import { assertKey, MediaStore, type PutOptions, type StoredContent, type StoredEntry } from './media-store';
import { MediaNotStored, MediaStoreUnwell } from './media-store.errors';

/** The smallest part S3 takes (5 MiB): what one transfer holds in memory is this times the parts under way. */
const PART_BYTES = 5 << 20;
const PARTS_AT_ONCE = 2;
const CONNECTION_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Tries of one request, the first included. Slower retries belong to whoever asked. */
const QUICK_ATTEMPTS = 3;

export interface S3Settings {
  bucket: string;
  region: string;
  /** Unset: Amazon's own. */
  endpoint?: string;
  /** Put before every key; without slashes at its ends. May be empty. */
  prefix: string;
  /** `https://host/bucket/key` instead of `https://bucket.host/key`; most S3-compatible servers want it. */
  forcePathStyle: boolean;
  /** Unset: the SDK finds them (instance role, profile, its own variables). */
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

/** Keeps contents in a bucket of S3 or of anything that speaks its protocol. Large contents travel in parts. */
export class S3MediaStore extends MediaStore {
  private readonly prefix: string;

  private constructor(
    private readonly settings: S3Settings,
    private readonly client: S3,
    private readonly UploadInParts: typeof Upload,
  ) {
    super();
    this.prefix = settings.prefix === '' ? '' : `${settings.prefix}/`;
  }

  /** Makes a store; nothing is asked of the server yet. */
  static async connect(settings: S3Settings): Promise<S3MediaStore> {
    // Loaded on demand: the SDK costs 25 MB and 90 ms, which an application with a folder needn't pay.
    const [sdk, { Upload }] = await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);
    const client = new sdk.S3({
      region: settings.region,
      endpoint: settings.endpoint,
      forcePathStyle: settings.forcePathStyle,
      credentials: settings.credentials,
      maxAttempts: QUICK_ATTEMPTS,
      requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
      // Newer checksum headers are refused by older S3-compatible servers; the signature covers each part's SHA-256 anyway.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
    return new S3MediaStore(settings, client, Upload);
  }

  async put(key: string, source: Readable, { maxBytes, signal }: PutOptions): Promise<StoredContent> {
    const target = this.objectOf(key);
    const meter = new ContentMeter(maxBytes);
    let sourceError: Error | undefined;
    const body = pipeline(source, meter, (error) => (sourceError = error ?? undefined));
    const upload = new this.UploadInParts({
      client: this.client,
      params: { ...target, Body: body, ContentType: 'application/octet-stream' },
      partSize: PART_BYTES,
      queueSize: PARTS_AT_ONCE,
    });
    const abort = (): void => {
      body.destroy(signal?.reason instanceof Error ? signal.reason : undefined);
      void upload.abort();
    };
    signal?.addEventListener('abort', abort, { once: true });
    try {
      signal?.throwIfAborted();
      await upload.done();
      const measured = meter.measure();
      const { ContentLength } = await this.client.headObject(target, { abortSignal: signal });
      if (ContentLength !== measured.sizeBytes) throw new MediaStoreUnwell('the store kept another number of bytes');
      return measured;
    } catch (error) {
      source.destroy();
      signal?.throwIfAborted();
      throw sourceError ?? toStoreError(error);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async open(key: string, { signal }: { signal?: AbortSignal } = {}): Promise<Readable> {
    const object = this.objectOf(key);
    const { Body } = await this.send(() => this.client.getObject(object, { abortSignal: signal }));
    return Body as Readable;
  }

  async remove(key: string): Promise<void> {
    const object = this.objectOf(key);
    await this.send(() => this.client.deleteObject(object));
  }

  async *list(): AsyncIterable<StoredEntry> {
    const bucket = { Bucket: this.settings.bucket, Prefix: this.prefix || undefined };
    let ContinuationToken: string | undefined;
    do {
      const page = await this.send(() => this.client.listObjectsV2({ ...bucket, ContinuationToken }));
      for (const { Key, Size = 0, LastModified = new Date(0) } of page.Contents ?? []) {
        if (Key) yield { key: Key.slice(this.prefix.length), sizeBytes: Size, storedAt: LastModified };
      }
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }

  async removeUnfinished(olderThanMs: number): Promise<number> {
    const bucket = { Bucket: this.settings.bucket };
    const { Uploads = [] } = await this.send(() =>
      this.client.listMultipartUploads({ ...bucket, Prefix: this.prefix || undefined }),
    );
    const left = Uploads.filter(({ Initiated }) => Initiated && Date.now() - Initiated.getTime() >= olderThanMs);
    for (const { Key, UploadId } of left) {
      await this.send(() => this.client.abortMultipartUpload({ ...bucket, Key, UploadId }));
    }
    return left.length;
  }

  private objectOf(key: string): { Bucket: string; Key: string } {
    assertKey(key);
    return { Bucket: this.settings.bucket, Key: `${this.prefix}${key}` };
  }

  private async send<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (error) {
      throw toStoreError(error);
    }
  }
}

function toStoreError(error: unknown): unknown {
  if (error instanceof MediaStoreUnwell) return error;
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const isMissing = $metadata?.httpStatusCode === 404 && name !== 'NoSuchBucket';
  return isMissing ? new MediaNotStored(error) : new MediaStoreUnwell(error);
}
