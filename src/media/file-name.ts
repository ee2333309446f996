import type { MediaKind } from './media-file';

/** Extensions of types that clients send without a file name. Everything else keeps the extension it came with. */
const EXTENSION_BY_MIME_TYPE: Readonly<Record<string, string>> = {
  'application/epub+zip': 'epub',
  'application/json': 'json',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/vnd.android.package-archive': 'apk',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/x-msdos-program': 'exe',
  'application/x-msdownload': 'exe',
  'application/x-rar-compressed': 'rar',
  'application/x-sh': 'sh',
  'application/x-7z-compressed': '7z',
  'application/zip': 'zip',
  'audio/aac': 'aac',
  'audio/flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-m4a': 'm4a',
  'audio/x-wav': 'wav',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'text/html': 'html',
  'text/plain': 'txt',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
};

const EXTENSION_BY_KIND: Readonly<Record<MediaKind, string>> = {
  document: '',
  audio: 'mp3',
  video: 'mp4',
  photo: 'jpg',
};

/** Many file systems stop at 255 bytes; a Cyrillic letter takes two and an emoji four. */
const MAX_FILE_NAME_BYTES = 240;

export interface NamedFile {
  kind: MediaKind;
  fileName: string | null | undefined;
  mimeType: string | null | undefined;
}

/**
 * The extension a file opens with, lower case and without its dot: from its name, else from its type, else the usual
 * one of its kind; `''` when nothing tells. Trailing dots and spaces are ignored, as Windows does (`virus.exe.`).
 */
export function extensionOf({ kind, fileName, mimeType }: NamedFile): string {
  const fromName = /\.([\p{L}\p{N}_-]{1,16})[.\s]*$/u.exec(fileName ?? '')?.[1];
  return (fromName ?? EXTENSION_BY_MIME_TYPE[mimeType?.toLowerCase() ?? ''] ?? EXTENSION_BY_KIND[kind]).toLowerCase();
}

/** The file name without its extension, spaced like a title: `final_report-2024.pdf` → `final report-2024`. */
export function titleFromFileName(fileName: string): string {
  return fileName
    .replace(/\.[\p{L}\p{N}_-]{1,16}[.\s]*$/u, '')
    .replace(/_+/g, ' ')
    .trim();
}

/** The name of the served copy: the title made safe for every file system, and the right extension. */
export function fileNameFor(title: string, file: NamedFile): string {
  const extension = extensionOf(file);
  const ending = extension === '' ? '' : `.${extension}`;
  const safe = title
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .trim();
  let stem = safe === '' ? file.kind : safe;
  while (Buffer.byteLength(stem + ending) > MAX_FILE_NAME_BYTES) stem = Array.from(stem).slice(0, -1).join('');
  return stem.toLowerCase().endsWith(ending) && ending !== '' ? stem : stem + ending;
}
