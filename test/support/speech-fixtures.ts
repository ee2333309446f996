import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findExecutable, type LocalEngineConfig } from '../../src/transcription';
import references from '../fixtures/speech/references.json';

const root = join(__dirname, '../..');
const cache = join(root, 'node_modules/.cache/bellhop-models');

export const ffmpegPath = findExecutable('ffmpeg', process.env.PATH ?? '');

/** Recordings of people with what they say. */
export const spokenClips = Object.entries(references).map(([file, { text, seconds }]) => ({
  file,
  text,
  seconds,
  path: speechFixture(file),
}));

export function speechFixture(file: string): string {
  return join(root, 'test/fixtures/speech', file);
}

/**
 * The tiny model's folder: the one that the test run has fetched for all, or else fetched on first use and kept in the
 * cache. `null`, with a plain message, when the registry can't be reached. Synchronous, because which tests exist is
 * decided before any of them runs.
 */
export function speechModelFolder(): string | null {
  const fetched = process.env.SPEECH_MODEL_FOLDER;
  if (fetched !== undefined) return fetched === '' ? null : fetched;
  const run = spawnSync(process.execPath, [join(root, 'scripts/speech-model.mjs'), 'tiny', '--dir', cache], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  if (run.status === 0) return join(cache, 'moonshine-tiny');
  process.stderr.write(`Not tested here: speech recognition. ${run.stderr}\n`);
  return null;
}

export function localEngineConfig(modelFolder: string, changes: Partial<LocalEngineConfig> = {}): LocalEngineConfig {
  return {
    modelFolder,
    places: 1,
    threadsPerPlace: 1,
    idleShutdownMs: null,
    ffmpegPath,
    ...changes,
  };
}
