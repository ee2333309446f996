import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { type FileStore } from '../files/file-store';
import { ApiError, badRequest } from './api-error';
import { type RawParameters } from './method-schema';

const MAX_FIELD_BYTES = 2 * 1024 * 1024;
const MAX_FIELDS = 200;
const MAX_FILES = 30;

/**
 * Reads a form with files; each is written to disk while it comes, under backpressure. Files that no one adopts are the caller's to remove
 * ({@link discardFiles}).
 * @throws ApiError 400, 413; nothing is left on disk then.
 */
export async function readMultipart(
  request: IncomingMessage,
  store: FileStore,
  maxFileBytes: number,
  values: Record<string, unknown>,
): Promise<RawParameters> {
  const raw: RawParameters = { values, files: new Map() };
  const writes: Promise<void>[] = [];
  try {
    const parser = new Busboy({
      headers: request.headers as BusboyHeaders,
      fileHwm: 256 * 1024,
      // A part is a file when it says so: some clients mark every part as octet-stream.
      isPartAFile: (_name, _type, fileName) => fileName !== undefined,
      limits: { fieldSize: MAX_FIELD_BYTES, fields: MAX_FIELDS, files: MAX_FILES, fileSize: maxFileBytes },
    });
    parser.on('field', (name: string, value: string) => {
      values[name] = value;
    });
    parser.on('file', (name: string, content: Readable, fileName: string, _encoding: string, mimeType: string) => {
      writes.push(writePart(raw, store, name, content, fileName, mimeType));
    });
    await pipeline(request, parser);
    await Promise.all(writes);
  } catch (error) {
    await Promise.allSettled(writes);
    await discardFiles(raw);
    if (error instanceof ApiError) throw error;
    throw badRequest('failed to parse multipart form');
  }
  return raw;
}

/** Deletes uploads that were not adopted. Safe twice. */
export async function discardFiles({ files }: RawParameters): Promise<void> {
  for (const { path } of files.values()) await rm(path, { force: true });
}

async function writePart(
  raw: RawParameters,
  store: FileStore,
  name: string,
  content: Readable & { truncated?: boolean },
  fileName: string,
  mimeType: string,
): Promise<void> {
  const path = store.incomingPath();
  const target = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  raw.files.set(name, { path, size: 0, fileName: fileName || undefined, mimeType });
  await pipeline(content, target);
  if (content.truncated) throw new ApiError(413, 'Request Entity Too Large');
  raw.files.set(name, { path, size: target.bytesWritten, fileName: fileName || undefined, mimeType });
}
