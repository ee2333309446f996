import { fileURLToPath } from 'node:url';
import { stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { type MediaKind } from '../control/contract';
import { decodeFileId } from '../files/file-id';
import { type FileAttributes, type FileStore } from '../files/file-store';
import { readImageHeader } from '../files/image-size';
import { type FileKind, KIND_NAMES, type StoredFile } from '../files/stored-file';
import { ApiError, badRequest } from './api-error';
import { type Call, type Services } from './call';
import { type UploadedFile } from './method-schema';

const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const MAX_URL_PHOTO_BYTES = 5 * 1024 * 1024;
const MAX_URL_BYTES = 20 * 1024 * 1024;
const URL_TIMEOUT_MS = 15_000;
const MAX_THUMBNAIL_BYTES = 200 * 1024;
const MAX_THUMBNAIL_SIDE = 320;

/** How a call names a file: the parameter's own file part, or its text (`attach://`, `file_id`, URL, path). */
export interface FileReference {
  part?: UploadedFile;
  text?: string;
}

/** The reference in a parameter of this name. */
export function fileParameter(call: Call, name: string): FileReference {
  return resolveAttachment(call, { part: call.parameters.files.get(name), text: call.parameters.text(name) });
}

/** The reference in a field of a JSON parameter. */
export function fileField(call: Call, text: string | undefined): FileReference {
  return resolveAttachment(call, { text });
}

function resolveAttachment(call: Call, reference: FileReference): FileReference {
  if (reference.part || !reference.text?.startsWith('attach://')) return reference;
  return { part: call.parameters.files.get(reference.text.slice('attach://'.length)) };
}

/** Turns what a call names into a file of the store. */
export class InputFiles {
  private readonly files: FileStore;

  constructor(private readonly services: Services) {
    this.files = services.files;
  }

  /**
   * @param missing what Telegram says when there is no file at all.
   * @throws ApiError 400, 413.
   */
  async resolve(
    call: Call,
    kind: MediaKind,
    reference: FileReference,
    missing: string,
    attributes: FileAttributes = {},
    thumbnail: FileReference = {},
  ): Promise<StoredFile> {
    const upload = await this.receive(kind, reference);
    if (upload) {
      await this.checkUpload(kind, upload);
      const preview = await this.readThumbnail(call, thumbnail);
      return this.files.adopt(kind, upload, { ...attributes, thumbnail: preview });
    }
    if (!reference.text) throw badRequest(missing);
    if (thumbnail.part || thumbnail.text) call.warn('thumbnail ignored: it only works with a freshly uploaded file');
    return this.fileById(call.bot.id, reference.text, kind);
  }

  /** The file a `file_id` stands for. @throws ApiError 400 when it is malformed, another bot's, or of another kind. */
  fileById(botId: number, fileId: string, kind?: FileKind): StoredFile {
    const decoded = decodeFileId(fileId);
    if (!decoded) {
      const reason = /^[\w-]+$/.test(fileId)
        ? "can't unserialize it. Wrong last symbol"
        : 'Wrong character in the string';
      throw badRequest(`wrong remote file identifier specified: ${reason}`);
    }
    const file = decoded.botId === botId ? this.files.byNumber(decoded.fileNumber) : undefined;
    if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
    if (kind && file.kind !== kind) {
      throw badRequest(`can't use file of type ${KIND_NAMES[file.kind].word} as ${KIND_NAMES[kind].word}`);
    }
    return file;
  }

  private async receive(kind: MediaKind, { part, text }: FileReference): Promise<UploadedFile | undefined> {
    if (part) return part;
    if (text && /^https?:\/\//i.test(text)) return this.download(kind, text);
    if (text?.startsWith('file://') && this.services.limits.localMode) return this.copyLocal(text);
    return undefined;
  }

  private async copyLocal(url: string): Promise<UploadedFile> {
    try {
      const path = fileURLToPath(url);
      if ((await stat(path)).isFile()) return { ...(await this.files.receiveCopy(path)), fileName: path };
    } catch {
      // Falls through to the one complaint there is for paths that lead nowhere.
    }
    throw badRequest('invalid file HTTP URL specified: URL host is empty');
  }

  private async download(kind: MediaKind, url: string): Promise<UploadedFile> {
    const limit = kind === 'photo' ? MAX_URL_PHOTO_BYTES : MAX_URL_BYTES;
    const response = await fetch(url, { signal: AbortSignal.timeout(URL_TIMEOUT_MS) }).catch(() => undefined);
    if (!response?.ok || !response.body) throw badRequest('failed to get HTTP URL content');
    const mimeType = response.headers.get('content-type')?.split(';')[0] ?? undefined;
    if (mimeType === 'text/html') throw badRequest('wrong type of the web page content');
    const body = Readable.fromWeb(response.body).pipe(limitTo(limit));
    const received = await this.files.receive(body).catch(() => {
      throw badRequest('failed to get HTTP URL content');
    });
    return { ...received, mimeType, fileName: decodeURIComponent(new URL(url).pathname.split('/').at(-1) || 'file') };
  }

  private async checkUpload(kind: MediaKind, upload: UploadedFile): Promise<void> {
    if (upload.size === 0) throw badRequest('file must be non-empty');
    if (upload.size > this.services.limits.maxUploadBytes) throw new ApiError(413, 'Request Entity Too Large');
    if (kind !== 'photo') return;
    if (upload.size > MAX_PHOTO_BYTES) {
      throw badRequest(
        `file of size ${upload.size} bytes is too big for a photo; the maximum size is ${MAX_PHOTO_BYTES} bytes`,
      );
    }
    const image = await readImageHeader(upload.path);
    if (!image) throw badRequest('IMAGE_PROCESS_FAILED');
    const { width, height } = image;
    if (
      width === 0 ||
      height === 0 ||
      width + height > 10_000 ||
      Math.max(width, height) > 20 * Math.min(width, height)
    ) {
      throw badRequest('PHOTO_INVALID_DIMENSIONS');
    }
  }

  /** Only a file part will do. The public server passes over a bad one in silence; here it is refused, so that the mistake is seen. */
  private async readThumbnail(call: Call, { part, text }: FileReference): Promise<StoredFile | undefined> {
    if (!part) {
      if (text) call.warn('thumbnail ignored: it must be uploaded as a file');
      return undefined;
    }
    const image = await readImageHeader(part.path);
    if (image?.format !== 'jpeg') throw badRequest('wrong thumbnail specified: must be a JPEG image');
    if (part.size > MAX_THUMBNAIL_BYTES) throw badRequest('wrong thumbnail specified: must be smaller than 200 kB');
    if (image.width > MAX_THUMBNAIL_SIDE || image.height > MAX_THUMBNAIL_SIDE) {
      throw badRequest('wrong thumbnail specified: width and height must not exceed 320');
    }
    return this.files.adopt('thumbnail', part);
  }
}

function limitTo(bytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > bytes ? new Error('too big') : null, chunk);
    },
  });
}
