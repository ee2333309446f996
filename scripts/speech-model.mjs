#!/usr/bin/env node
/**
 * `npm run speech:model -- tiny|base [--dir FOLDER]`: brings a free English speech model for transcribing voice
 * messages on this machine. Without `--dir` it goes where the application looks: MODEL_DIR, or DATA_DIR/models.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { config as readDotenv } from 'dotenv';
import { models } from './speech-model/catalog.mjs';
import { installModel } from './speech-model/install.mjs';

const USAGE = `Usage: npm run speech:model -- tiny|base [--dir FOLDER]
  tiny  28 MB, the fastest        base  63 MB, hears a little better`;

const { size, dir } = readArguments();
readDotenv({ quiet: true });
const modelDir = resolve(dir || process.env.MODEL_DIR || join(process.env.DATA_DIR || './data', 'models'));
try {
  await installModel(size, modelDir, console.log);
} catch (error) {
  console.error(`\nThe model was not installed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

function readArguments() {
  try {
    const { positionals, values } = parseArgs({ allowPositionals: true, options: { dir: { type: 'string' } } });
    if (positionals.length !== 1 || !Object.hasOwn(models, positionals[0])) throw new Error('which model?');
    return { size: positionals[0], dir: values.dir };
  } catch {
    console.error(USAGE);
    return process.exit(2);
  }
}
