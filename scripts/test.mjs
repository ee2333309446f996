#!/usr/bin/env node
/**
 * The whole test run: builds what the tests start, brings what they need, runs every layer and ends with one line of
 * totals. `npm test -- --layers=unit,integration` runs some layers; what follows a `--` of its own goes to Jest.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unpackRedisServer } from './test/redis-program.mjs';

const LAYERS = ['architecture', 'unit', 'sandbox', 'integration', 'e2e'];
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

const missing = [];
const environment = { ...process.env, ...browser(), ...redis(), ...prometheus() };

await step('Build', 'npm', ['run', 'build', '--silent']);
const totals = await runJest();
for (const note of missing) console.log(`Not tested here: ${note}`);
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 || !totals.ranAll ? 1 : 0);

/** Runs a command with its output shown; a failure ends the run. */
async function step(title, command, argv) {
  console.log(`\n== ${title} ==`);
  const code = await run(command, argv);
  if (code !== 0) {
    console.log(`${title} failed with exit code ${code}.`);
    console.log('0 passed, 1 failed');
    process.exit(1);
  }
}

function run(command, argv) {
  return new Promise((resolve) => {
    const child = spawn(command, argv, {
      cwd: root,
      stdio: 'inherit',
      env: environment,
      shell: process.platform === 'win32',
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
    const code = await run(process.execPath, [
      join(root, 'node_modules/jest/bin/jest.js'),
      '--selectProjects',
      layer,
      '--passWithNoTests',
      '--json',
      `--outputFile=${report}`,
      ...(layer === 'e2e' ? ['--runInBand'] : ['--maxWorkers=2']),
      ...forJest,
    ]);
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

/** A Chromium for the tests of pages: the one named, one on PATH, or Debian's, installed when we may. */
function browser() {
  const found = process.env.CHROMIUM_PATH ?? onPath(['chromium', 'chromium-browser', 'google-chrome']);
  const path = found ?? (fromDebian('chromium') ? onPath(['chromium']) : undefined);
  if (path) return { CHROMIUM_PATH: path };
  missing.push('pages in a browser (no Chromium found and none could be installed; name one with CHROMIUM_PATH)');
  return {};
}

/**
 * A redis-server for the tests that start their own: the one named, one on PATH, or Debian's, installed or unpacked. With
 * `REDIS_URL` the tests that need not stop it use that server, under key prefixes of their own.
 */
function redis() {
  const found = process.env.REDIS_SERVER_PATH ?? onPath(['redis-server']);
  const debian = () => (fromDebian('redis-server') ? onPath(['redis-server']) : unpacked());
  const unpacked = () => (onPath(['dpkg']) ? unpackRedisServer(join(root, 'node_modules/.cache/redis')) : undefined);
  const path = found ?? debian();
  if (path) return { REDIS_SERVER_PATH: path };
  const what = process.env.REDIS_URL ? 'the loss of Redis' : 'the Redis tier';
  missing.push(`${what} (no redis-server found and none could be had; name one with REDIS_SERVER_PATH)`);
  return {};
}

/** A Prometheus for the test of what is shipped for it: the one named, one on PATH, or Debian's, installed when we may. */
function prometheus() {
  const found = process.env.PROMETHEUS_PATH ?? onPath(['prometheus']);
  const path = found ?? (fromDebian('prometheus') ? onPath(['prometheus']) : undefined);
  if (path) return { PROMETHEUS_PATH: path };
  missing.push('a real Prometheus (none found and none could be installed; name one with PROMETHEUS_PATH)');
  return {};
}

function onPath(names) {
  for (const name of names) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  return undefined;
}

/** Installs a Debian package when this is a Debian machine and we are root; otherwise answers false. */
function fromDebian(name) {
  if (process.getuid?.() !== 0 || !onPath(['apt-get'])) return false;
  console.log(`Installing ${name} from Debian's packages …`);
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, timeout: 300_000 };
  if (spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], quiet).status === 0) return true;
  spawnSync('apt-get', ['update'], quiet);
  return spawnSync('apt-get', ['install', '-y', '--no-install-recommends', name], quiet).status === 0;
}
