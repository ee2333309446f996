/** One Opus stream, taken out of its container. */
export interface OpusStream {
  /** The `OpusHead` structure. */
  head: Uint8Array;
  packets: Uint8Array[];
}

/** EBML ids of what has to be looked into, and of what is wanted (RFC 8794, Matroska). */
const SEGMENT = 0x18538067;
const TRACKS = 0x1654ae6b;
const TRACK_ENTRY = 0xae;
const CLUSTER = 0x1f43b675;
const BLOCK_GROUP = 0xa0;
const CODEC_PRIVATE = 0x63a2;
const SIMPLE_BLOCK = 0xa3;
const BLOCK = 0xa1;
const CONTAINERS = new Set([SEGMENT, TRACKS, TRACK_ENTRY, CLUSTER, BLOCK_GROUP]);

/** Track number (one byte here), timecode (two) and flags (one) come before the packet. */
const BLOCK_HEADER_REST = 3;
const LACING_FLAGS = 0x06;

/**
 * Reads the Opus packets of a WebM recording with one audio track, as browsers make them.
 * @throws Error when it isn't one.
 */
export function readWebmOpus(bytes: Uint8Array): OpusStream {
  const packets: Uint8Array[] = [];
  let head: Uint8Array | undefined;
  for (const { id, data } of elements(bytes)) {
    if (id === CODEC_PRIVATE) head ??= data;
    if (id === SIMPLE_BLOCK || id === BLOCK) packets.push(packetOf(data));
  }
  if (!head || packets.length === 0) throw new Error('The recording holds no Opus audio');
  return { head, packets };
}

function packetOf(block: Uint8Array): Uint8Array {
  const { length } = readSize(block, 0);
  if (((block[length + 2] ?? 0) & LACING_FLAGS) !== 0) throw new Error('Laced blocks are not supported');
  return block.subarray(length + BLOCK_HEADER_REST);
}

/** Every leaf element, in order; containers are walked through, also those of unknown length that live recordings have. */
function* elements(bytes: Uint8Array): Generator<{ id: number; data: Uint8Array }> {
  let position = 0;
  while (position < bytes.length) {
    const idLength = Math.clz32(bytes[position] ?? 0) - 23;
    if (idLength > 4) throw new Error('Not a WebM recording');
    let id = 0;
    for (let index = 0; index < idLength; index++) id = id * 256 + (bytes[position + index] ?? 0);
    const size = readSize(bytes, position + idLength);
    position += idLength + size.length;
    if (CONTAINERS.has(id)) continue;
    if (size.value === undefined || position + size.value > bytes.length) return;
    yield { id, data: bytes.subarray(position, position + size.value) };
    position += size.value;
  }
}

/** A variable-length number; one whose bits are all set means "unknown". */
function readSize(bytes: Uint8Array, at: number): { length: number; value?: number } {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8) throw new Error('Not a WebM recording');
  let value = first & (0xff >> length);
  let unknown = value === 0xff >> length;
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index] ?? 0;
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { length, value: unknown ? undefined : value };
}
