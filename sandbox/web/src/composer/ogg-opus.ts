import { readWebmOpus, type OpusStream } from './webm-opus';

/** Opus counts positions in samples of 48 kHz, whatever was recorded (RFC 7845). */
const SAMPLES_PER_SECOND = 48_000;
const FIRST_PAGE = 0x02;
const LAST_PAGE = 0x04;
/** Pages of about a second: readers can seek, and a page holds at most 255 segments. */
const PACKETS_PER_PAGE = 50;
const MOST_SEGMENTS = 255;

/** A voice message as Telegram wants it. */
export interface VoiceRecording {
  bytes: Uint8Array<ArrayBuffer>;
  durationSeconds: number;
}

/**
 * Moves the Opus audio of a browser's WebM recording into an Ogg file. The sound itself is not touched.
 * @throws Error when the recording holds no Opus audio.
 */
export function webmToOgg(webm: Uint8Array): VoiceRecording {
  return writeOgg(readWebmOpus(webm));
}

function writeOgg({ head, packets }: OpusStream): VoiceRecording {
  const serial = 0x0be11;
  const preSkip = new DataView(head.buffer, head.byteOffset).getUint16(10, true);
  const pages = [
    page({ packets: [head], position: 0, serial, sequence: 0, flags: FIRST_PAGE }),
    page({ packets: [opusTags()], position: 0, serial, sequence: 1, flags: 0 }),
  ];
  let position = 0;
  for (let index = 0; index < packets.length;) {
    const group: Uint8Array[] = [];
    let segments = 0;
    for (let packet = packets[index]; packet && group.length < PACKETS_PER_PAGE; packet = packets[index]) {
      segments += Math.floor(packet.length / 255) + 1;
      if (segments > MOST_SEGMENTS) break;
      group.push(packet);
      position += samplesOf(packet);
      index++;
    }
    if (group.length === 0) throw new Error('An Opus packet is too large');
    const flags = index === packets.length ? LAST_PAGE : 0;
    pages.push(page({ packets: group, position, serial, sequence: pages.length, flags }));
  }
  return { bytes: joined(pages), durationSeconds: Math.max(0, position - preSkip) / SAMPLES_PER_SECOND };
}

/** Length of a packet in samples, from its first bytes (RFC 6716, 3.1). */
function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  let frame: number;
  if (config < 12) frame = [480, 960, 1920, 2880][config & 3] ?? 0;
  else if (config < 16) frame = [480, 960][config & 1] ?? 0;
  else frame = [120, 240, 480, 960][config & 3] ?? 0;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f;
  return frame * frames;
}

function opusTags(): Uint8Array {
  const vendor = new TextEncoder().encode('web chat');
  const tags = new Uint8Array(16 + vendor.length);
  tags.set(new TextEncoder().encode('OpusTags'));
  new DataView(tags.buffer).setUint32(8, vendor.length, true);
  tags.set(vendor, 12);
  return tags;
}

interface OggPage {
  packets: readonly Uint8Array[];
  /** Samples up to the end of this page. */
  position: number;
  serial: number;
  sequence: number;
  flags: number;
}

function page({ packets, position, serial, sequence, flags }: OggPage): Uint8Array {
  const lacing = packets.flatMap((packet) => [
    ...new Array<number>(Math.floor(packet.length / 255)).fill(255),
    packet.length % 255,
  ]);
  const header = new Uint8Array(27 + lacing.length);
  const view = new DataView(header.buffer);
  header.set(new TextEncoder().encode('OggS'));
  header[5] = flags;
  view.setBigUint64(6, BigInt(position), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  header[26] = lacing.length;
  header.set(lacing, 27);
  const bytes = joined([header, ...packets]);
  new DataView(bytes.buffer).setUint32(22, checksum(bytes), true);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

/** Ogg's CRC-32, over the page with its checksum field at zero (RFC 3533). */
export function checksum(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ byte] ?? 0);
  return crc >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let position = 0;
  for (const part of parts) {
    bytes.set(part, position);
    position += part.length;
  }
  return bytes;
}
