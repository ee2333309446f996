#!/usr/bin/env node
/**
 * The whole test run: builds what the tests start, brings what they need, runs every layer and ends with one line of
 * totals. `npm test -- --layers=unit,integration` runs some layers; what follows a `--` of its own goes to Jest.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPrograms } from './test/programs.mjs';

/** How many files of each layer run at a time. Those of the last two mostly wait for what they have started. */
const WORKERS = { architecture: 2, unit: 2, sandbox: 2, integration: 3, e2e: 3 };
const LAYERS = Object.keys(WORKERS);
const SPEAKING = ['integration', 'e2e'];
const MODEL_FOLDER = 'node_modules/.cache/bellhop-models';
const MODEL_FETCH_MS = 4 * 60_000;
const root = new URL('..', import.meta.url).pathname;

const args = process.argv.slice(2);
const layersArg = args.find((arg) => arg.startsWith('--layers='));
const layers = layersArg ? layersArg.slice('--layers='.length).split(',') : LAYERS;
const unknown = layers.filter((layer) => !LAYERS.includes(layer));
if (unknown.length > 0) {
  console.error(`Unknown layer: ${unknown.join(', ')}. There are: ${LAYERS.join(', ')}.`);
  process.exit(2);
}
const forJest = args.filter((arg) => arg !== layersArg);

console.log('\n== Build ==');
const [built, programs, speech] = await Promise.all([build(), findPrograms(root), speechModel()]);
if (!built) {
  console.log('0 passed, 1 failed');
  process.exit(1);
}
const missing = [...programs.missing, ...speech.missing];
const environment = { ...process.env, ...programs.environment, ...speech.environment };
const totals = await runJest();
for (const note of missing) console.log(`Not tested here: ${note}`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || !totals.ranAll ? 1 : 0);

/** Builds all that the tests start (every `build:` script there is), side by side. */
async function build() {
  const { scripts: all } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const scripts = Object.keys(all).filter((name) => name.startsWith('build:'));
  const codes = await Promise.all(scripts.map((script) => run('npm', ['run', script, '--silent'])));
  scripts.filter((_, i) => codes[i] !== 0).forEach((script) => console.log(`${script} failed.`));
  return codes.every((code) => code === 0);
}

/** Fetches the small speech model once for all tests, unless it is there; without it those of speech are skipped. */
async function speechModel() {
  if (!layers.some((layer) => SPEAKING.includes(layer))) return { environment: {}, missing: [] };
  const fetching = [join(root, 'scripts/speech-model.mjs'), 'tiny', '--dir', join(root, MODEL_FOLDER)];
  const code = await run(process.execPath, fetching, { timeout: MODEL_FETCH_MS });
  return code === 0
    ? { environment: { SPEECH_MODEL_FOLDER: join(root, MODEL_FOLDER, 'moonshine-tiny') }, missing: [] }
    : { environment: { SPEECH_MODEL_FOLDER: '' }, missing: ['speech recognition (its model could not be fetched)'] };
}

function run(command, argv, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      ...options,
    });
    child.on('error', () => resolve(127));
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
}

/** One Jest process a layer: a layer that exhausts memory or crashes can't take the others' results along. */
async function runJest() {
  const sum = { passed: 0, failed: 0, skipped: 0, ranAll: true };
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-tests-'));
  for (const layer of layers) {
    console.log(`\n== Tests: ${layer} ==`);
    const report = join(folder, `${layer}.json`);
    const jest = [
      join(root, 'node_modules/jest/bin/jest.js'),
      '--selectProjects',
      layer,
      '--passWithNoTests',
      '--json',
      `--outputFile=${report}`,
      `--maxWorkers=${WORKERS[layer]}`,
      ...forJest,
    ];
    const code = await run(process.execPath, jest, { env: environment });
    if (!existsSync(report)) {
      sum.failed += 1;
      sum.ranAll = false;
      continue;
    }
    const result = JSON.parse(readFileSync(report, 'utf8'));
    sum.passed += result.numPassedTests;
    sum.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    sum.skipped += result.numPendingTests + result.numTodoTests;
    if (code !== 0 && result.numFailedTests + result.numRuntimeErrorTestSuites === 0) sum.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
  return sum;
}
