import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isAlive } from '../common/is-alive';
import { type AudioSource } from './transcription-engine';
import { AudioTooBig } from './transcription.errors';

/** Followed by the id of the process that made the folder. */
const FOLDER_PREFIX = 'bellhop-voice-';

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
  const folder = await mkdtemp(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  try {
    const path = join(folder, 'recording');
    await pipeline(audio.stream, atMost(limitBytes), createWriteStream(path, { mode: 0o600 }), { signal });
    return await use(path);
  } finally {
    audio.stream.destroy();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Removes the recordings that killed processes have left. Safe at any time, also while recordings are being worked. */
export async function removeAudioLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const owner = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined) continue;
    const folder = join(tmpdir(), name);
    if (await isInUse(Number(owner), folder)) continue;
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function isInUse(owner: number, folder: string): Promise<boolean> {
  if (owner !== process.pid) return isAlive(owner);
  // In a container every process may have the same id: what is older than this one was made by its predecessor.
  const startedAtMs = Date.now() - process.uptime() * 1000;
  const made = await stat(folder).catch(() => undefined);
  return made === undefined || made.mtimeMs >= startedAtMs;
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
