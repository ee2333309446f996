import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type UploadedFile } from '../bot-api/method-schema';
import { encodeFileId, makeUniqueId } from './file-id';
import { readImageHeader } from './image-size';
import { extensionOf, mimeTypeOf } from './mime-types';
import { writePreview } from './previews';
import { type FileKind, KIND_NAMES, type StoredFile } from './stored-file';
import { readSynthetic } from './synthetic-content';

/** What is known about a new file besides its content. */
export type FileAttributes = Partial<
  Pick<
    StoredFile,
    'fileName' | 'mimeType' | 'width' | 'height' | 'durationSeconds' | 'title' | 'performer' | 'thumbnail'
  >
>;

const PHOTO_SIDES = [90, 320, 800];
const THUMBNAIL_SIDE = 320;
/** Previews of larger images would hold up the call. */
const MAX_PREVIEW_SOURCE_BYTES = 20_000_000;

/** Contents on disk, descriptions in memory. Bytes are streamed; a file is never held in memory as a whole. */
export class FileStore {
  private files: StoredFile[] = [];
  private byUniqueId = new Map<string, StoredFile>();
  private incoming = 0;
  private bytes = 0;

  constructor(private readonly directory: string) {}

  get count(): number {
    return this.files.length;
  }

  get totalBytes(): number {
    return this.bytes;
  }

  /** Makes the folders. Safe twice. */
  async open(): Promise<void> {
    for (const folder of ['incoming', ...Object.values(KIND_NAMES).map((names) => names.folder)]) {
      await mkdir(join(this.directory, folder), { recursive: true });
    }
  }

  /** Forgets and deletes every file. */
  async clear(): Promise<void> {
    this.files = [];
    this.byUniqueId.clear();
    this.bytes = 0;
    await rm(this.directory, { recursive: true, force: true });
    await this.open();
  }

  /** Where the next upload may be written; whoever writes there deletes it unless {@link adopt} took it. */
  incomingPath(): string {
    return join(this.directory, 'incoming', String(++this.incoming));
  }

  /** Streams content into an incoming file. */
  async receive(content: Readable): Promise<{ path: string; size: number }> {
    const path = this.incomingPath();
    await pipeline(content, createWriteStream(path));
    return { path, size: (await stat(path)).size };
  }

  /** Copies a file of this machine into an incoming file (uploads by path in local mode). */
  async receiveCopy(source: string): Promise<{ path: string; size: number }> {
    const path = this.incomingPath();
    await copyFile(source, path);
    return { path, size: (await stat(path)).size };
  }

  /** Takes an uploaded file into the store as a file of this kind. */
  async adopt(kind: FileKind, upload: UploadedFile, attributes: FileAttributes = {}): Promise<StoredFile> {
    const image = kind === 'voice' || kind === 'audio' ? undefined : await readImageHeader(upload.path);
    const fileName = attributes.fileName ?? upload.fileName;
    const given = attributes.mimeType ?? upload.mimeType;
    const mimeType =
      kind === 'photo' || kind === 'thumbnail'
        ? `image/${image?.format ?? 'jpeg'}`
        : !given || given === 'application/octet-stream'
          ? (fileName ? mimeTypeOf(fileName) : defaultMimeType(kind))
          : given; // prettier-ignore
    const number = this.files.length + 1;
    const path = this.pathFor(kind, number, fileName, mimeType);
    const file: StoredFile = {
      number,
      kind,
      uniqueId: makeUniqueId(kind, number),
      path,
      size: upload.size,
      mimeType,
      fileName: fileName === undefined ? undefined : basename(fileName),
      width: attributes.width ?? image?.width,
      height: attributes.height ?? image?.height,
      durationSeconds: attributes.durationSeconds,
      title: attributes.title,
      performer: attributes.performer,
      thumbnail: attributes.thumbnail,
    };
    this.files.push(file);
    this.byUniqueId.set(file.uniqueId, file);
    this.bytes += file.size;
    await rename(upload.path, path);
    if (image && file.size <= MAX_PREVIEW_SOURCE_BYTES) await this.addPreviews(file);
    return file;
  }

  /** Adds a file whose content is made while it is read. */
  addSynthetic(
    kind: FileKind,
    size: number,
    { fileName, mimeType }: Pick<FileAttributes, 'fileName' | 'mimeType'>,
  ): StoredFile {
    const number = this.files.length + 1;
    const type = mimeType ?? (fileName ? mimeTypeOf(fileName) : defaultMimeType(kind));
    const file: StoredFile = {
      number,
      kind,
      uniqueId: makeUniqueId(kind, number),
      path: this.pathFor(kind, number, fileName, type),
      synthetic: true,
      size,
      mimeType: type,
      fileName: fileName === undefined ? undefined : basename(fileName),
    };
    this.files.push(file);
    this.byUniqueId.set(file.uniqueId, file);
    return file;
  }

  /** Named by its number, with the extension that its name or its type has: download links end with it. */
  private pathFor(kind: FileKind, number: number, fileName: string | undefined, mimeType: string): string {
    const extension = fileName ? extname(fileName).slice(0, 12) : extensionOf(mimeType);
    return join(this.directory, KIND_NAMES[kind].folder, `file_${number}${extension.replace(/[^\w.]/g, '')}`);
  }

  byNumber(number: number): StoredFile | undefined {
    return this.files[number - 1];
  }

  find(uniqueId: string): StoredFile | undefined {
    return this.byUniqueId.get(uniqueId);
  }

  /** The `file_id` by which a bot knows this file. */
  fileIdFor(botId: number, file: StoredFile): string {
    return encodeFileId(file.kind, botId, file.number);
  }

  /** Relative path of the download link, as in `file_path`. */
  linkPath(file: StoredFile): string {
    return `${KIND_NAMES[file.kind].folder}/${basename(file.path)}`;
  }

  /** The file behind a download link. */
  byLinkPath(path: string): StoredFile | undefined {
    const number = /^[a-z_]+\/file_(\d{1,12})(?:\.\w+)?$/.exec(path)?.[1];
    const file = number === undefined ? undefined : this.byNumber(Number(number));
    return file && this.linkPath(file) === path ? file : undefined;
  }

  read(file: StoredFile, range: { start?: number; end?: number } = {}): Readable {
    if (file.synthetic) return readSynthetic(file.number, { start: 0, end: file.size - 1, ...range });
    return createReadStream(file.path, { ...range, highWaterMark: 256 * 1024 });
  }

  async sha256(file: StoredFile): Promise<string> {
    const hash = createHash('sha256');
    await pipeline(this.read(file), hash);
    return hash.digest('hex');
  }

  /** Photos get the sizes Telegram makes; other images a thumbnail, unless they came with one. */
  private async addPreviews(file: StoredFile): Promise<void> {
    if (file.kind === 'photo') {
      const longest = Math.max(file.width ?? 0, file.height ?? 0);
      file.smaller = [];
      for (const side of PHOTO_SIDES.filter((side) => side < longest)) {
        const preview = await this.makePreview(file, side, 'photo');
        if (preview) file.smaller.push(preview);
      }
    } else if (!file.thumbnail && (file.kind === 'document' || file.kind === 'animation' || file.kind === 'sticker')) {
      file.thumbnail = await this.makePreview(file, THUMBNAIL_SIDE, 'thumbnail');
    }
  }

  private async makePreview(file: StoredFile, side: number, kind: FileKind): Promise<StoredFile | undefined> {
    const path = this.incomingPath();
    const made = await writePreview(file.path, path, side);
    if (!made) return undefined;
    const number = this.files.length + 1;
    const { width, height, size } = made;
    const target = join(this.directory, KIND_NAMES[kind].folder, `file_${number}.jpg`);
    const uniqueId = makeUniqueId(kind, number);
    const preview: StoredFile = { number, kind, uniqueId, path: target, size, mimeType: 'image/jpeg', width, height };
    this.files.push(preview);
    this.byUniqueId.set(uniqueId, preview);
    await rename(path, target);
    return preview;
  }
}

function defaultMimeType(kind: FileKind): string {
  const defaults: Partial<Record<FileKind, string>> = {
    voice: 'audio/ogg',
    audio: 'audio/mpeg',
    video: 'video/mp4',
    video_note: 'video/mp4',
    animation: 'video/mp4',
    sticker: 'image/webp',
  };
  return defaults[kind] ?? 'application/octet-stream';
}
