import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AudioFormat } from './audio-format';
import { RecordingRejected } from './local-protocol';
import { SAMPLE_RATE } from './recognizer-config';

const BYTES_PER_SAMPLE = 4;
const KEPT_COMPLAINTS = 2_000;

/**
 * Decodes with ffmpeg, streaming. The format is fixed and only this one file may be opened: a playlist dressed up as a
 * recording must not make ffmpeg read others. ffmpeg ends by itself when this process does, since its pipe breaks.
 */
export async function* readWithFfmpeg(
  ffmpegPath: string,
  path: string,
  format: Exclude<AudioFormat, 'ogg-opus'>,
): AsyncGenerator<Float32Array> {
  const input = ['-protocol_whitelist', 'file', '-f', format, '-i', `file:${path}`];
  const output = ['-map', '0:a:0', '-ac', '1', '-ar', String(SAMPLE_RATE), '-f', 'f32le', 'pipe:1'];
  const ffmpeg = spawn(ffmpegPath, ['-nostdin', '-v', 'error', '-threads', '1', ...input, ...output], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  ffmpeg.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(0, KEPT_COMPLAINTS);
  });
  const ended = once(ffmpeg, 'close').then(([code]) => code as number | null);
  // Seen here so that a program that can't be started does not end the process; awaited below.
  ended.catch(() => undefined);
  try {
    yield* toSamples(ffmpeg.stdout);
    const code = await ended.catch((error: Error) => {
      throw new Error(`ffmpeg could not be started: ${error.message}`);
    });
    if (code !== 0) throw new RecordingRejected({ case: hasNoAudio(complaints) ? 'track-missing' : 'unreadable' });
  } finally {
    ffmpeg.kill('SIGKILL');
  }
}

function hasNoAudio(complaints: string): boolean {
  return complaints.includes('matches no streams');
}

async function* toSamples(bytes: AsyncIterable<Buffer>): AsyncGenerator<Float32Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const usable = all.length - (all.length % BYTES_PER_SAMPLE);
    rest = Buffer.from(all.subarray(usable));
    if (usable === 0) continue;
    // A copy, since a Float32Array must begin at a multiple of four and the chunk may not.
    yield new Float32Array(Uint8Array.from(all.subarray(0, usable)).buffer);
  }
}
