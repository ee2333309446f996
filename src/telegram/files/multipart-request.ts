import { randomBytes } from 'node:crypto';
import { type Readable } from 'node:stream';
import { asUploadPart, FilePart, type UploadPart } from './upload-part';

const NEWLINE = '\r\n';

/** The stream that was being uploaded broke; `cause` is its own error. Telegram is not to blame. */
export class SourceFailed extends Error {
  constructor(cause: unknown) {
    super('the source of an upload failed', { cause });
    this.name = 'SourceFailed';
  }
}

/**
 * Builds the body when the payload holds files, at the top level or inside `media` objects; answers undefined when it
 * holds none and JSON will do. Telegram reads nested files from parts named by `attach://`.
 */
export function toMultipart(payload: Record<string, unknown>): MultipartRequest | undefined {
  // Most calls hold none, and are not taken apart to find that out.
  if (!mayHoldFiles(payload)) return undefined;
  const files = new Map<string, UploadPart>();
  const fields: [string, string][] = [];
  for (const [name, value] of Object.entries(payload)) {
    if (value === undefined || value === null) continue;
    const lifted = liftFiles(name, value, files, true);
    if (lifted !== undefined) fields.push([name, typeof lifted === 'string' ? lifted : JSON.stringify(lifted)]);
  }
  return files.size === 0 ? undefined : new MultipartRequest(fields, files);
}

const mayHoldFiles = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (value instanceof FilePart || 'source' in value || Object.values(value).some(mayHoldFiles));

/** Thumbnails are only taken as `attach://` references, everything else at the top level under its own name. */
const BY_REFERENCE = new Set(['thumbnail', 'cover']);

function liftFiles(name: string, value: unknown, files: Map<string, UploadPart>, topLevel: boolean): unknown {
  const part = asUploadPart(value, name);
  if (part) {
    if (topLevel && !BY_REFERENCE.has(name)) {
      files.set(name, part);
      return undefined;
    }
    const reference = `file${files.size}`;
    files.set(reference, part);
    return `attach://${reference}`;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => liftFiles(name, item, files, false));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, liftFiles(key, inner, files, false)] as const),
    );
  }
  return value;
}

/** A multipart/form-data body that is produced while it is sent: files are never held whole. */
export class MultipartRequest {
  readonly contentType: string;
  /** Undefined when the size of a stream isn't known; the request is then sent in chunks. */
  readonly contentLength: number | undefined;
  /** True when a part is a stream: such a request can't be sent twice. */
  readonly consumesStreams: boolean;
  private readonly heads: { head: Buffer; part: UploadPart }[];
  private readonly fieldsHead: Buffer;
  private readonly tail: Buffer;

  constructor(fields: readonly [string, string][], files: ReadonlyMap<string, UploadPart>) {
    const boundary = `bellhop-${randomBytes(16).toString('hex')}`;
    this.contentType = `multipart/form-data; boundary=${boundary}`;
    this.fieldsHead = Buffer.from(
      fields
        .map(([name, text]) => `--${boundary}${NEWLINE}${disposition(name)}${NEWLINE}${NEWLINE}${text}${NEWLINE}`)
        .join(''),
    );
    this.heads = [...files].map(([name, part]) => ({
      head: Buffer.from(
        `--${boundary}${NEWLINE}${disposition(name, part.fileName)}${NEWLINE}` +
          `content-type: application/octet-stream${NEWLINE}${NEWLINE}`,
      ),
      part,
    }));
    this.tail = Buffer.from(`--${boundary}--${NEWLINE}`);
    this.consumesStreams = this.heads.some(({ part }) => !Buffer.isBuffer(part.content));
    this.contentLength = this.measure();
  }

  /** The bytes, once for each sending; `onBytes` hears of the files' bytes only. */
  async *body(onBytes: (count: number) => void): AsyncGenerator<Buffer> {
    yield this.fieldsHead;
    for (const { head, part } of this.heads) {
      yield head;
      if (Buffer.isBuffer(part.content)) {
        onBytes(part.content.length);
        yield part.content;
      } else {
        yield* readSource(part.content, onBytes);
      }
      yield Buffer.from(NEWLINE);
    }
    yield this.tail;
  }

  /** Ends the sources of a request that will not be sent (any more). Safe to call twice. */
  discard(): void {
    for (const { part } of this.heads) {
      if (!Buffer.isBuffer(part.content)) part.content.destroy();
    }
  }

  private measure(): number | undefined {
    let total = this.fieldsHead.length + this.tail.length;
    for (const { head, part } of this.heads) {
      if (part.sizeBytes === undefined) return undefined;
      total += head.length + part.sizeBytes + NEWLINE.length;
    }
    return total;
  }
}

async function* readSource(source: Readable, onBytes: (count: number) => void): AsyncGenerator<Buffer> {
  const chunks = (source as AsyncIterable<Buffer, void>)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value }: IteratorResult<Buffer, void> = await chunks.next().catch((error: unknown) => {
        throw new SourceFailed(error);
      });
      if (done === true) return;
      onBytes(value.length);
      yield value;
    }
  } finally {
    source.destroy();
  }
}

/** Quotes and line ends would let a file's name write headers of its own; the rest is sent as UTF-8, which Telegram reads. */
function disposition(name: string, fileName?: string): string {
  const quoted = (text: string): string =>
    `"${text.replace(/["\r\n]/g, (character) => encodeURIComponent(character))}"`;
  return `content-disposition: form-data; name=${quoted(name)}${fileName === undefined ? '' : `; filename=${quoted(fileName)}`}`;
}
