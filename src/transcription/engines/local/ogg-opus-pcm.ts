import { createReadStream } from 'node:fs';
import type { OggOpusDecodedAudio, OggOpusDecoder } from 'ogg-opus-decoder' with { 'resolution-mode': 'import' };
import { RecordingRejected } from './local-protocol';
import { SAMPLE_RATE } from './recognizer-config';

/** About five seconds of a voice note: small steps keep memory and the wait for the first progress small. Bytes. */
const CHUNK_BYTES = 16 * 1024;

/** Decodes an Ogg Opus file, the form of Telegram's voice notes, without any program besides Node. */
export async function* readOggOpus(path: string): AsyncGenerator<Float32Array> {
  // The package is an ES module; and only this process ever needs it.
  const { OggOpusDecoder } = await import('ogg-opus-decoder');
  // `sampleRate` is documented but missing from the package's types.
  const options = { sampleRate: SAMPLE_RATE } as unknown as ConstructorParameters<typeof OggOpusDecoder>[0];
  const decoder = new OggOpusDecoder(options);
  await decoder.ready;
  try {
    let total = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>) {
      const samples = toMono(await decode(() => decoder.decode(chunk)));
      total += samples.length;
      if (samples.length > 0) yield samples;
    }
    const rest = toMono(await decode(() => decoder.flush()));
    total += rest.length;
    if (rest.length > 0) yield rest;
    // The decoder says nothing about bytes it can't use: nothing at all out of them is the only sign.
    if (total === 0) throw new RecordingRejected({ case: 'unreadable' });
  } finally {
    free(decoder);
  }
}

async function decode(step: () => OggOpusDecodedAudio | Promise<OggOpusDecodedAudio>): Promise<OggOpusDecodedAudio> {
  try {
    return await step();
  } catch {
    throw new RecordingRejected({ case: 'unreadable' });
  }
}

function toMono(audio: OggOpusDecodedAudio): Float32Array {
  const [first, ...others] = audio.channelData;
  if (!first) return new Float32Array(0);
  if (others.length === 0) return first.subarray(0, audio.samplesDecoded);
  const channels = [first, ...others];
  return Float32Array.from(
    { length: audio.samplesDecoded },
    (_, index) => channels.reduce((sum, channel) => sum + (channel[index] ?? 0), 0) / channels.length,
  );
}

function free(decoder: OggOpusDecoder): void {
  try {
    decoder.free();
  } catch {
    // Freeing a decoder that never saw a header throws; there was nothing to free.
  }
}
