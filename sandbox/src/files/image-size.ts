import { open } from 'node:fs/promises';

export interface ImageHeader {
  format: 'jpeg' | 'png' | 'gif' | 'webp';
  width: number;
  height: number;
}

/** Enough for the size marker of nearly every JPEG, even behind a large EXIF block. */
const HEADER_BYTES = 256 * 1024;

/** Format and size from the first bytes of a file; `undefined` when it is no JPEG, PNG, GIF or WebP. */
export async function readImageHeader(path: string): Promise<ImageHeader | undefined> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return parseImageHeader(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

/** {@link readImageHeader} for bytes in memory. */
export function parseImageHeader(bytes: Buffer): ImageHeader | undefined {
  if (bytes.length < 24) return undefined;
  if (bytes.readUInt16BE(0) === 0xffd8) return parseJpeg(bytes);
  if (bytes.readUInt32BE(0) === 0x89504e47) {
    return { format: 'png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  if (bytes.toString('latin1', 0, 4) === 'GIF8') {
    return { format: 'gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  }
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') return parseWebp(bytes);
  return undefined;
}

/** Walks the segments up to the frame header, which is any of SOF0–SOF15 except the tables C4, C8 and CC. */
function parseJpeg(bytes: Buffer): ImageHeader | undefined {
  let position = 2;
  while (position + 9 <= bytes.length) {
    if (bytes[position] !== 0xff) return undefined;
    const marker = bytes[position + 1] as number;
    if (marker === 0xff) {
      position++;
    } else if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      return { format: 'jpeg', width: bytes.readUInt16BE(position + 7), height: bytes.readUInt16BE(position + 5) };
    } else {
      position += 2 + bytes.readUInt16BE(position + 2);
    }
  }
  return undefined;
}

function parseWebp(bytes: Buffer): ImageHeader | undefined {
  if (bytes.length < 30) return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { format: 'webp', width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const packed = bytes.readUInt32LE(21);
      return { format: 'webp', width: (packed & 0x3fff) + 1, height: ((packed >> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { format: 'webp', width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
