import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type AudioSource } from '../../transcription-engine';

/** A multipart form with one file, sent as it is read. */
export interface MultipartBody {
  readonly contentType: string;
  /** In bytes, or `null` when the recording is a stream of unknown size. */
  readonly contentLength: number | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Field names, `filename` and `mimeType` come from this application, never from people: they need no escaping. */
export async function multipartBody(
  fields: readonly (readonly [name: string, value: string])[],
  file: { audio: AudioSource; filename: string; mimeType: string },
): Promise<MultipartBody> {
  const boundary = `bellhop-${randomUUID()}`;
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const fileHeader =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${file.filename}"\r\n` +
    `Content-Type: ${file.mimeType}\r\n\r\n`;
  const head = Buffer.from(parts.join('') + fileHeader);
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const fileBytes = 'path' in file.audio ? (await stat(file.audio.path)).size : null;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    contentLength: fileBytes === null ? null : head.length + fileBytes + tail.length,
    bytes: concatenate(head, file.audio, tail),
  };
}

async function* concatenate(head: Buffer, audio: AudioSource, tail: Buffer): AsyncGenerator<Uint8Array> {
  yield head;
  const recording = 'path' in audio ? createReadStream(audio.path) : audio.stream;
  yield* recording as AsyncIterable<Uint8Array>;
  yield tail;
}
