import { checksum, webmToOgg } from '../../web/src/composer/ogg-opus';

const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const OPUS_HEAD = [...Buffer.from('OpusHead'), 1, 1, 0x38, 0x01, 0x80, 0xbb, 0, 0, 0, 0, 0];
/** 20 ms, one frame, CELT: configuration 31 and code 0. */
const PACKET_TOC = 0xf8;

const element = (id: number[], content: number[]) => [
  ...id,
  0x40 | (content.length >> 8),
  content.length & 0xff,
  ...content,
];

/** A live recording as browsers write it: segment and clusters of unknown length. */
function recording(packets: number[][]): Uint8Array {
  const blocks = packets.flatMap((packet) => element([0xa3], [0x81, 0, 0, 0x80, ...packet]));
  return Uint8Array.from([
    ...element([0x1a, 0x45, 0xdf, 0xa3], [0x42, 0x86, 0x81, 0x01]),
    ...[0x18, 0x53, 0x80, 0x67, ...UNKNOWN_SIZE],
    ...element([0x16, 0x54, 0xae, 0x6b], element([0xae], element([0x63, 0xa2], OPUS_HEAD))),
    ...[0x1f, 0x43, 0xb6, 0x75, ...UNKNOWN_SIZE],
    ...element([0xe7], [0]),
    ...blocks,
  ]);
}

interface Page {
  flags: number;
  position: number;
  sequence: number;
  valid: boolean;
  packets: number[];
}

function readPages(bytes: Uint8Array): Page[] {
  const pages: Page[] = [];
  for (let at = 0; at < bytes.length;) {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at);
    const lacing = [...bytes.subarray(at + 27, at + 27 + view.getUint8(26))];
    const length = 27 + lacing.length + lacing.reduce((total, segment) => total + segment, 0);
    const page = bytes.slice(at, at + length);
    page.fill(0, 22, 26);
    const packets: number[] = [];
    let size = 0;
    for (const segment of lacing) {
      size += segment;
      if (segment === 255) continue;
      packets.push(size);
      size = 0;
    }
    pages.push({
      flags: view.getUint8(5),
      position: Number(view.getBigUint64(6, true)),
      sequence: view.getUint32(18, true),
      valid: view.getUint32(22, true) === checksum(page),
      packets,
    });
    at += length;
  }
  return pages;
}

describe('a voice recording', () => {
  const packets = Array.from({ length: 120 }, (_, index) => [PACKET_TOC, ...Array<number>(index * 4).fill(7)]);

  it('keeps every packet and counts its length', () => {
    const { bytes, durationSeconds } = webmToOgg(recording(packets));
    const pages = readPages(bytes);
    expect(pages.flatMap((page) => page.packets).slice(2)).toEqual(packets.map((packet) => packet.length));
    expect(durationSeconds).toBeCloseTo(120 * 0.02 - 312 / 48_000, 5);
    expect(pages.at(-1)?.position).toBe(120 * 960);
  });

  it('makes well-formed pages: checksums, order, first and last flag', () => {
    const pages = readPages(webmToOgg(recording(packets)).bytes);
    expect(pages.every(({ valid }) => valid)).toBe(true);
    expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index));
    expect([pages[0]?.flags, pages.at(-1)?.flags]).toEqual([2, 4]);
  });

  it('knows the checksum of a published example', () => {
    expect(checksum(new TextEncoder().encode('123456789'))).toBe(0x89a1897f);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('not a recording at all')],
    ['a recording without sound', recording([])],
  ])('refuses %s', (_what, bytes) => {
    expect(() => webmToOgg(bytes)).toThrow();
  });
});
