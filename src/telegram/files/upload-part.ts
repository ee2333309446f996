import { createReadStream } from 'node:fs';
import { type Readable } from 'node:stream';

/** One file inside a multipart request. */
export interface UploadPart {
  readonly content: Buffer | Readable;
  readonly fileName: string;
  /** Known size of a stream; with it the request declares its length, and a source that ends early is noticed. */
  readonly sizeBytes: number | undefined;
}

/** Marks a payload value as bytes to upload rather than a field to serialise. */
export class FilePart implements UploadPart {
  constructor(
    readonly content: Buffer | Readable,
    readonly fileName: string,
    readonly sizeBytes: number | undefined = Buffer.isBuffer(content) ? content.length : undefined,
  ) {
    // A source that breaks while its call is still waiting must not end the process; reading it then meets the error.
    if (!Buffer.isBuffer(content)) content.on('error', () => undefined);
  }
}

/**
 * Recognises a file in a payload: our own `FilePart`, or Telegraf's `{ source, filename }`, whose source is a buffer, a
 * stream or a path. Answers undefined for everything else.
 */
export function asUploadPart(value: unknown, fallbackName: string): UploadPart | undefined {
  if (value instanceof FilePart) return value;
  if (typeof value !== 'object' || value === null || !('source' in value)) return undefined;
  const { source, filename } = value as { source: unknown; filename?: string };
  if (typeof source === 'string') return new FilePart(createReadStream(source), filename ?? fallbackName);
  if (Buffer.isBuffer(source) || isReadable(source)) return new FilePart(source, filename ?? fallbackName);
  return undefined;
}

function isReadable(value: unknown): value is Readable {
  return typeof value === 'object' && value !== null && 'pipe' in value && typeof value.pipe === 'function';
}
