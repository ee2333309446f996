/**
 * npm run bench:start [-- --rounds 3]
 *
 * From launching the process to the first answer a person reads, on the embedded tier: with an empty data folder (the
 * database is created) and with the folder of an earlier run. Then the memory of the idle application and its database.
 * The peer is a Node process that does nothing but start, since that share is not ours.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox, type Sandbox } from '../../sandbox/src';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } });
const ROOT = resolve(__dirname, '../..');
const TOKEN = `1001:${'token_of_no_real_bot'.padEnd(35, 'x')}`;
const PERSON = 7;
const IDLE_MS = 10_000;
const GOAL = { coldMs: 3_000, idleMegabytes: 250 };

async function main(): Promise<void> {
  const sandbox = await startSandbox({ bots: [{ token: TOKEN }] });
  await sandbox.control.addPerson({ id: PERSON, firstName: 'Ann', languageCode: 'en' });
  const cold: number[] = [];
  const warm: number[] = [];
  const idle: number[] = [];
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-bench-start-'));
      cold.push(await measure(sandbox, dataDir));
      warm.push(await measure(sandbox, dataDir, idle));
      await rm(dataDir, { recursive: true, force: true });
    }
  } finally {
    await sandbox.close();
  }
  const bare = Array.from({ length: 5 }, timeBareNode);
  say('first answer, new data folder', cold, 'ms', GOAL.coldMs);
  say('first answer, existing data folder', warm, 'ms', GOAL.coldMs);
  say('bare `node -e ""`', bare, 'ms');
  say('idle memory, application and database', idle, 'MB', GOAL.idleMegabytes);
}

/** Starts, asks, waits for the answer, stops. With `idle`, also notes the memory after a while of nothing. */
async function measure(sandbox: Sandbox, dataDir: string, idle?: number[]): Promise<number> {
  const question = await sandbox.control.sendText(PERSON, '/help');
  const launchedAt = performance.now();
  const app = launch(sandbox.url, dataDir);
  try {
    await sandbox.control.waitForMessage(PERSON, 'What I can do', { since: question, timeoutMs: 60_000 });
    const tookMs = performance.now() - launchedAt;
    if (idle) {
      await new Promise((resume) => setTimeout(resume, IDLE_MS));
      idle.push(await megabytes(app.pid ?? 0, dataDir));
    }
    return tookMs;
  } finally {
    const gone = once(app, 'exit');
    app.kill('SIGTERM');
    await gone;
  }
}

function launch(apiRoot: string, dataDir: string): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'dist/main.js')], {
    cwd: dataDir,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: apiRoot,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
    },
  });
}

/** Resident memory of the application plus the proportional share of each of the database's processes (they share pages). */
async function megabytes(pid: number, dataDir: string): Promise<number> {
  const postmaster = Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
  const everyone = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  let kilobytes = await fieldOf(`/proc/${pid}/status`, 'VmRSS');
  for (const candidate of everyone) {
    const isServer = candidate === postmaster || (await fieldOf(`/proc/${candidate}/status`, 'PPid')) === postmaster;
    if (isServer) kilobytes += await fieldOf(`/proc/${candidate}/smaps_rollup`, 'Pss');
  }
  return kilobytes / 1024;
}

async function fieldOf(path: string, field: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? 0);
}

function timeBareNode(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['-e', '']);
  return performance.now() - startedAt;
}

function say(what: string, figures: number[], unit: string, goal?: number): void {
  const sorted = [...figures].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const range = `${Math.round(sorted[0] ?? 0)}–${Math.round(sorted.at(-1) ?? 0)}`;
  const verdict = goal === undefined ? '' : `  goal ≤ ${goal} ${unit}: ${median <= goal ? 'reached' : 'MISSED'}`;
  console.log(`${what.padEnd(40)} ${String(Math.round(median)).padStart(6)} ${unit} (${range})${verdict}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
