import { detectAudioFormat } from './audio-format';

const bytes = (text: string): Uint8Array => Buffer.from(text.padEnd(64, '\0'), 'latin1');

describe('detectAudioFormat', () => {
  it.each([
    ['ogg-opus', `OggS${'\0'.repeat(24)}OpusHead`],
    ['ogg', `OggS${'\0'.repeat(24)}\x01vorbis`],
    ['wav', 'RIFF\x24\0\0\0WAVEfmt '],
    ['flac', 'fLaC'],
    ['mp3', 'ID3\x04'],
    ['mp3', '\xff\xfb\x90'],
    ['aac', '\xff\xf1\x50'],
    ['mov', '\0\0\0\x18ftypmp42'],
    ['matroska', '\x1a\x45\xdf\xa3'],
    ['amr', '#!AMR\n'],
    [null, ''],
    [null, 'RIFF\x24\0\0\0AVI '],
    [null, '\xff\xd8\xff\xe0 a JPEG'],
    [null, '#EXTM3U\nfile:///etc/passwd'],
  ])('tells %s', (format, header) => {
    expect(detectAudioFormat(bytes(header))).toBe(format);
  });
});
