/**
 * `file_id` and `file_unique_id`: the first differs from bot to bot and carries the kind, the second is the same for everybody.
 */
import { createHash } from 'node:crypto';
import { type FileKind } from './stored-file';

/** First bytes per kind, chosen so that ids begin with the letters people know from real ones (`AgACAgI…` is a photo). */
const TYPE_BYTES: Record<FileKind, number> = {
  thumbnail: 0,
  photo: 2,
  voice: 3,
  video: 4,
  document: 5,
  sticker: 8,
  audio: 9,
  animation: 10,
  video_note: 13,
};
const KIND_BY_BYTE = new Map(Object.entries(TYPE_BYTES).map(([kind, byte]) => [byte, kind as FileKind]));
const LENGTH = 27;

export interface DecodedFileId {
  kind: FileKind;
  botId: number;
  fileNumber: number;
}

/** The id under which one bot knows one file. */
export function encodeFileId(kind: FileKind, botId: number, fileNumber: number): string {
  const bytes = Buffer.alloc(LENGTH);
  bytes.writeUInt8(TYPE_BYTES[kind], 0);
  bytes.writeUInt16BE(0x0002, 1);
  bytes.writeUInt8(2, 3);
  bytes.writeUIntBE(botId, 5, 6);
  bytes.writeUIntBE(fileNumber, 13, 6);
  checksum(bytes).copy(bytes, 19);
  return bytes.toString('base64url');
}

/** `undefined` for whatever {@link encodeFileId} can't have made. */
export function decodeFileId(fileId: string): DecodedFileId | undefined {
  if (fileId.length !== Math.ceil((LENGTH * 4) / 3) || !/^[\w-]+$/.test(fileId)) return undefined;
  const bytes = Buffer.from(fileId, 'base64url');
  const kind = KIND_BY_BYTE.get(bytes[0] as number);
  if (!kind || !checksum(bytes).equals(bytes.subarray(19))) return undefined;
  return { kind, botId: bytes.readUIntBE(5, 6), fileNumber: bytes.readUIntBE(13, 6) };
}

/** Short, the same in every run. */
export function makeUniqueId(kind: FileKind, fileNumber: number): string {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt8(2, 0);
  bytes.writeUInt8(TYPE_BYTES[kind], 2);
  bytes.writeUIntBE(fileNumber, 4, 6);
  createHash('sha1').update(bytes.subarray(0, 10)).digest().copy(bytes, 10, 0, 2);
  return bytes.toString('base64url');
}

function checksum(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes.subarray(0, 19)).digest().subarray(0, 8);
}
