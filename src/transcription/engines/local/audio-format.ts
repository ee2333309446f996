/** Enough of a file's beginning to tell its format. Bytes. */
export const HEADER_BYTES = 64;

/** `ogg-opus` is decoded here; the others by ffmpeg, which is told the format instead of being left to guess. */
export type AudioFormat = 'ogg-opus' | 'ogg' | 'wav' | 'flac' | 'mp3' | 'aac' | 'mov' | 'matroska' | 'amr';

/** Tells the format by the file's own signature, or `null` for what is no recording. Names and mime types can lie. */
export function detectAudioFormat(header: Uint8Array): AudioFormat | null {
  const text = Buffer.from(header.buffer, header.byteOffset, header.byteLength).toString('latin1');
  if (text.startsWith('OggS')) return text.includes('OpusHead') ? 'ogg-opus' : 'ogg';
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE') return 'wav';
  if (text.startsWith('fLaC')) return 'flac';
  if (text.startsWith('ID3')) return 'mp3';
  if (text.slice(4, 8) === 'ftyp') return 'mov';
  if (text.startsWith('\x1A\x45\xDF\xA3')) return 'matroska';
  if (text.startsWith('#!AMR')) return 'amr';
  return detectFrameSync(header);
}

/** MP3 and ADTS files without a tag begin with a frame: twelve set bits, then version and layer (ADTS: layer 0). */
function detectFrameSync(header: Uint8Array): 'mp3' | 'aac' | null {
  const [first = 0, second = 0, third = 0] = header;
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const layer = (second >> 1) & 0b11;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? 'aac' : null;
  const bitrateIsValid = third >> 4 !== 0b1111;
  return bitrateIsValid && layer === 0b01 ? 'mp3' : null;
}
