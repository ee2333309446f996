import { open } from 'node:fs/promises';
import { type AudioFormat, detectAudioFormat, HEADER_BYTES } from './audio-format';
import { readWithFfmpeg } from './ffmpeg-pcm';
import { RecordingRejected } from './local-protocol';
import { readOggOpus } from './ogg-opus-pcm';

/**
 * The recording as mono samples at 16 kHz, decoded piece by piece while it is read, so that memory does not grow with
 * its length. Throws `RecordingRejected` for what is no recording, is damaged, or needs ffmpeg where there is none.
 */
export async function* readPcm(path: string, ffmpegPath: string | null): AsyncGenerator<Float32Array> {
  const format = await formatOf(path);
  if (format === null) throw new RecordingRejected({ case: 'unreadable' });
  if (format === 'ogg-opus') {
    yield* readOggOpus(path);
  } else {
    if (ffmpegPath === null) throw new RecordingRejected({ case: 'format-unsupported', format });
    yield* readWithFfmpeg(ffmpegPath, path, format);
  }
}

async function formatOf(path: string): Promise<AudioFormat | null> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return detectAudioFormat(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
