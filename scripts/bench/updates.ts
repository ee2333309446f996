/**
 * npm run bench:updates [-- --count 5000 --rounds 3]
 *
 * How many updates a second are answered, and how long a person waits for an answer: the application as it is run
 * (durable inbox, people, languages, rate limit, subscription gate) beside a bare Telegraf bot and a bare grammY runner that
 * do one INSERT and the same reply. One sandbox and one PostgreSQL serve all three, one after the other in each round.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres';
import { nextMessage } from '../run/next-message';
import { type Measurement, type PeerEnvironment, type SandboxReply, type SandboxRequest } from './updates/contract';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    sequence: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
  },
});
const [count, sequence, rounds] = [Number(values.count), Number(values.sequence), Number(values.rounds)];
const GOAL = 0.8;
const ROOT = resolve(__dirname, '../..');
const WITH_TSX = ['--import', 'tsx'];

interface Contestant {
  name: string;
  token: string;
  start: (environment: PeerEnvironment) => ChildProcess;
}

interface Result {
  perSecond: number;
  burst: Measurement;
  light: Measurement;
}

const token = (id: number): string => `${1000 + id}:${'token_of_no_real_bot'.padEnd(35, 'x')}`;
const peer = (file: string) => (environment: PeerEnvironment) =>
  fork(join(__dirname, 'updates', file), { execArgv: WITH_TSX, env: { ...process.env, ...environment } });

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bellhop-bench-'));
  const server = await EmbeddedPostgres.open(folder);
  const contestants: Contestant[] = [
    { name: 'Bellhop', token: token(1), start: (environment) => startBellhop(environment, folder) },
    { name: 'bare Telegraf', token: token(2), start: peer('telegraf.peer.ts') },
    { name: 'bare grammY runner', token: token(3), start: peer('grammy-runner.peer.ts') },
  ];
  const sandbox = fork(
    join(__dirname, 'updates', 'sandbox.child.ts'),
    contestants.map((contestant) => contestant.token),
    { execArgv: WITH_TSX },
  );
  try {
    const ready = await nextMessage<SandboxReply & { kind: 'ready' }>(sandbox);
    await prepare(server.target);
    const results = new Map<string, Result[]>();
    for (let round = 1; round <= rounds; round += 1) {
      for (const contestant of contestants) {
        const environment = {
          BOT_TOKEN: contestant.token,
          TELEGRAM_API_ROOT: ready.url,
          POSTGRES_TARGET: JSON.stringify(server.target),
        };
        const result = await compete(sandbox, contestant, environment);
        results.set(contestant.name, [...(results.get(contestant.name) ?? []), result]);
        print(`round ${round}: ${contestant.name}`, result);
      }
    }
    summarise(contestants, results);
  } finally {
    if (sandbox.connected) sandbox.disconnect();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function startBellhop({ BOT_TOKEN, TELEGRAM_API_ROOT }: PeerEnvironment, dataDir: string): ChildProcess {
  return fork(join(ROOT, 'dist/main.js'), {
    env: {
      PATH: process.env.PATH,
      BOT_TOKEN,
      TELEGRAM_API_ROOT,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
      // A person's own limit is not what is measured.
      USER_RATE_LIMIT: '100000',
    },
  });
}

async function prepare(target: object): Promise<void> {
  const client = new Client(target);
  await client.connect();
  await client.query(
    'CREATE TABLE bare_updates (id bigserial PRIMARY KEY, update_id bigint, user_id bigint, received_at timestamptz)',
  );
  await client.end();
}

async function compete(
  sandbox: ChildProcess,
  { name, token, start }: Contestant,
  env: PeerEnvironment,
): Promise<Result> {
  const bot = start(env);
  const botDied = once(bot, 'exit').then(([code]) => Promise.reject(new Error(`${name} ended with code ${code}`)));
  const botId = Number(token.split(':')[0]);
  const measure = (request: SandboxRequest): Promise<Measurement> => Promise.race([ask(sandbox, request), botDied]);
  try {
    // Everybody has been here before, and the code is warm.
    await measure({ kind: 'burst', botId, count: Math.min(count, 2_000) });
    const light = await measure({ kind: 'sequence', botId, count: sequence });
    const burst = await measure({ kind: 'burst', botId, count });
    return { burst, light, perSecond: count / (burst.elapsedMs / 1000) };
  } finally {
    bot.kill('SIGTERM');
    await botDied.catch(() => undefined);
  }
}

async function ask(sandbox: ChildProcess, request: SandboxRequest): Promise<Measurement> {
  sandbox.send(request);
  return nextMessage<SandboxReply & Measurement>(sandbox);
}

function print(label: string, { perSecond, light, burst }: Result): void {
  console.log(
    `${label.padEnd(30)} ${perSecond.toFixed(0).padStart(6)} updates/s   ` +
      `one at a time p50 ${light.p50Ms.toFixed(1)} ms, p99 ${light.p99Ms.toFixed(1)} ms   ` +
      `burst of ${count}: p50 ${burst.p50Ms.toFixed(0)} ms, p99 ${burst.p99Ms.toFixed(0)} ms`,
  );
}

function summarise(contestants: readonly Contestant[], results: ReadonlyMap<string, Result[]>): void {
  const median = (name: string): Result => {
    const sorted = [...(results.get(name) ?? [])].sort((a, b) => a.perSecond - b.perSecond);
    return sorted[Math.floor(sorted.length / 2)] as Result;
  };
  const [ours, ...peers] = contestants.map(({ name }) => ({ name, ...median(name) }));
  if (!ours) return;
  console.log('\nmedian of the rounds');
  for (const result of [ours, ...peers]) print(result.name, result);
  for (const { name, perSecond, light } of peers) {
    const ratio = ours.perSecond / perSecond;
    const verdict = ratio >= GOAL ? 'goal met' : `goal of ${GOAL} missed`;
    console.log(
      `Bellhop / ${name}: ${ratio.toFixed(2)} × updates/s (${verdict}), ` +
        `${(ours.light.p50Ms / light.p50Ms).toFixed(2)} × p50, ${(ours.light.p99Ms / light.p99Ms).toFixed(2)} × p99`,
    );
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
