import { createHash } from 'node:crypto';
import sharp from 'sharp';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A plain JPEG of this size. */
export async function makeJpeg(width: number, height: number, color = '#386bc0'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: color } })
    .jpeg()
    .toBuffer();
}

/** Bytes that differ from place to place, the same in every run. */
export function makeBytes(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  for (let index = 0; index < size; index++) bytes[index] = (index * 31 + (index >> 8)) & 0xff;
  return bytes;
}
