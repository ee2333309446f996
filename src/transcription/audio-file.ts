import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AudioSource } from './transcription-engine';
import { AudioTooBig } from './transcription.errors';

/** The biggest file a Bot API server hands out (https://core.telegram.org/bots/api#using-a-local-bot-api-server). */
const LARGEST_RECORDING_BYTES = 2000 * 2 ** 20;

/**
 * Gives `use` the recording as a file. A stream is written to a private temporary folder that is gone when this
 * returns, however it ends. Throws `AudioTooBig` when more than `limitBytes` arrive.
 */
export async function withAudioFile<T>(
  audio: AudioSource,
  signal: AbortSignal,
  use: (path: string) => Promise<T>,
  limitBytes = LARGEST_RECORDING_BYTES,
): Promise<T> {
  if ('path' in audio) return use(audio.path);
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-voice-'));
  try {
    const path = join(folder, 'recording');
    await pipeline(audio.stream, atMost(limitBytes), createWriteStream(path, { mode: 0o600 }), { signal });
    return await use(path);
  } finally {
    audio.stream.destroy();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function atMost(limitBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > limitBytes) done(new AudioTooBig(limitBytes));
      else done(null, chunk);
    },
  });
}
