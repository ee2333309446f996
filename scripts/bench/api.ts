/**
 * npm run bench:api [-- --rows 1000000 --seconds 2 --rounds 3]
 *
 * How many pages of its lists the admin API answers a second where tables have a million rows, beside a bare Nest server that
 * runs the same statements on the same PostgreSQL (Bellhop remembers the estimate of a long list's length for ten seconds, so the
 * bare server is measured counting each time, and never counting); how long every list takes for each of its orders and filters, the deepest page
 * included; whether a list scans a table; and how long people wait for the bot's answers meanwhile.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Pool } from 'undici';
import type { Database } from '../../src/database';
import { createDataSource } from '../../src/database/data-source';
import { migrate } from '../../src/database/migrate';
import { TypeOrmDatabase } from '../../src/database/typeorm-database';
import { BellhopProcess } from '../../test/e2e/support/bellhop-process';
import { alongside } from '../run/alongside';
import { median, summarise } from '../run/latencies';
import { nextMessage } from '../run/next-message';
import { PostgresServer } from '../run/postgres-server';
import { table } from '../run/table';
import { Verdicts } from '../run/verdicts';
import { cases, rowsScanned, statementsOf } from './api/listed-cases';
import { crowd } from './api/crowded-database';
import { everyList } from './api/every-list';
import { type CaseStatements, PAGE_ALONE } from './api/contract';
import type { Measurement, SandboxReply } from './updates/contract';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    seconds: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
  },
});
const [rows, seconds, rounds] = [Number(values.rows), Number(values.seconds), Number(values.rounds)];
const GOAL = 0.7;
const ANSWERS_GOAL = 2;
const IN_FLIGHT = 8;
const ANSWERS = 200;
/** Times that each list is asked for. */
const PAGES_EACH = 30;
const PAGE_GOAL_MS = 300;
/** Bound of an exact total, and some room: what a list may read of a table without an index. */
const MOST_SCANNED = 20_000;
const WITH_TSX = ['--import', 'tsx'];
const BOT_ID = 1001;
const TOKEN = `${BOT_ID}:${'token_of_no_real_bot'.padEnd(35, 'x')}`;
const PASSWORD = 'of the bench alone';

interface Contestant {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly prefix?: string;
}

async function main(): Promise<void> {
  const postgres = await PostgresServer.start();
  const sandbox = fork(join(__dirname, 'updates', 'sandbox.child.ts'), [TOKEN], { execArgv: WITH_TSX });
  const verdicts = new Verdicts();
  try {
    const { url: apiRoot } = await nextMessage<SandboxReply & { kind: 'ready' }>(sandbox);
    const statements = await prepare(postgres, verdicts);
    const peer = fork(join(__dirname, 'api', 'nest.peer.ts'), {
      execArgv: WITH_TSX,
      env: { ...process.env, DATABASE_URL: postgres.url, CASES: JSON.stringify(statements) },
    });
    const app = await startApp(postgres, apiRoot);
    try {
      const { url } = await nextMessage<{ url: string }>(peer);
      const bellhop = { url: app.url, headers: { authorization: `Bearer ${await signIn(app.url)}` } };
      await turnEveryPage(bellhop, verdicts);
      await compare(bellhop, { url, headers: {} }, verdicts);
      await watchAnswers(sandbox, bellhop, verdicts);
    } finally {
      peer.disconnect();
      await app.stop();
    }
  } finally {
    if (sandbox.connected) sandbox.disconnect();
    await postgres.close();
  }
  verdicts.print();
}

async function prepare({ target }: PostgresServer, verdicts: Verdicts): Promise<CaseStatements[]> {
  const source = await createDataSource(target, { poolMax: 2, statementTimeoutMs: 3_600_000 }).initialize();
  try {
    await migrate(source, target);
    const database: Database = new TypeOrmDatabase(source);
    const startedAt = performance.now();
    await crowd(database, rows);
    console.log(
      `${rows.toLocaleString('en')} rows of each kind: ${Math.round((performance.now() - startedAt) / 1000)} s`,
    );
    const statements = await Promise.all(cases.map((each) => statementsOf(each, database)));
    for (const [index, each] of statements.entries()) {
      const scanned = await rowsScanned(each, database);
      const claim = `${cases[index]?.name}: at most ${MOST_SCANNED} rows are read by a scan of a table`;
      verdicts.invariant(claim, scanned <= MOST_SCANNED, scanned);
    }
    return statements;
  } finally {
    await source.destroy();
  }
}

const startApp = (postgres: PostgresServer, apiRoot: string): Promise<BellhopProcess> =>
  BellhopProcess.start({
    BOT_TOKEN: TOKEN,
    TELEGRAM_API_ROOT: apiRoot,
    DATABASE_URL: postgres.url,
    ADMIN_PASSWORD: PASSWORD,
    API_RATE_LIMIT: '1000000',
    USER_RATE_LIMIT: '100000',
    LOG_LEVEL: 'error',
  });

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'owner', password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`could not sign in: ${answer.status}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

async function compare(bellhop: Contestant, peer: Contestant, verdicts: Verdicts): Promise<void> {
  const lines: [string, number, number, string, number, string][] = [];
  const peerAlone = { ...peer, prefix: PAGE_ALONE };
  for (const { name, path } of cases) {
    await Promise.all([bellhop, peer].map((each) => load(each, path, 0.5)));
    const ours: number[] = [];
    const theirs: number[] = [];
    const alone: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(await load(bellhop, path, seconds));
      theirs.push(await load(peer, path, seconds));
      alone.push(await load(peerAlone, path, seconds));
    }
    const ratioTo = (rates: number[]) => median(ours.map((rate, round) => rate / (rates[round] ?? rate)));
    const [ratio, ratioAlone] = [ratioTo(theirs), ratioTo(alone)];
    lines.push([name, median(ours), median(theirs), ratio.toFixed(2), median(alone), ratioAlone.toFixed(2)]);
    verdicts.goal(`${name}: ${GOAL} × bare Nest that counts each time`, ratio >= GOAL, ratio.toFixed(2));
    verdicts.goal(`${name}: ${GOAL} × bare Nest that never counts`, ratioAlone >= GOAL, ratioAlone.toFixed(2));
  }
  const headings = ['list', 'pages/s', 'bare Nest, counting each time', 'ratio', 'never counting', 'ratio'];
  console.log(`\n${table(headings, lines)}\n`);
}

/** How long each list takes for each of its orders and filters, one question at a time. */
async function turnEveryPage({ url, headers }: Contestant, verdicts: Verdicts): Promise<void> {
  const pool = new Pool(url, { connections: 1 });
  const lines: [string, number, number, number][] = [];
  const slow: string[] = [];
  for (const path of everyList) {
    const latencies: number[] = [];
    let total = 0;
    for (let turn = 0; turn < PAGES_EACH; turn += 1) {
      const startedAt = performance.now();
      const { statusCode, body } = await pool.request({ method: 'GET', path: `/api/v1${path}`, headers });
      const text = await body.text();
      latencies.push(performance.now() - startedAt);
      if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}: ${text.slice(0, 200)}`);
      ({ total } = JSON.parse(text) as { total: number });
    }
    const { p50, p99 } = summarise(latencies);
    lines.push([path, total, p50, p99]);
    if (p99 >= PAGE_GOAL_MS) slow.push(`${path} ${p99.toFixed(0)} ms`);
  }
  const claim = `${everyList.length} ways to ask for lists answer within ${PAGE_GOAL_MS} ms (p99)`;
  verdicts.goal(
    claim,
    slow.length === 0,
    slow.join(', ') || `the slowest ${Math.max(...lines.map(([, , , p99]) => p99)).toFixed(0)} ms`,
  );
  await pool.close();
  console.log(`\n${table(['list', 'total', 'p50 ms', 'p99 ms'], lines)}\n`);
}

/** Pages a second, asked for by a few callers who each wait for their answer. */
async function load({ url, headers, prefix = '' }: Contestant, path: string, forSeconds: number): Promise<number> {
  const pool = new Pool(url, { connections: IN_FLIGHT });
  const startedAt = performance.now();
  const endsAt = startedAt + forSeconds * 1000;
  let pages = 0;
  const call = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      const { statusCode, body } = await pool.request({ method: 'GET', path: `${prefix}/api/v1${path}`, headers });
      const text = await body.text();
      if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}: ${text.slice(0, 200)}`);
      pages += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, call));
  const took = performance.now() - startedAt;
  await pool.close();
  return (pages * 1000) / took;
}

async function watchAnswers(sandbox: ChildProcess, bellhop: Contestant, verdicts: Verdicts): Promise<void> {
  const measure = async (): Promise<Measurement> => {
    sandbox.send({ kind: 'sequence', botId: BOT_ID, count: ANSWERS });
    return nextMessage<SandboxReply & Measurement>(sandbox);
  };
  await measure();
  const idle = await measure();
  let pages = 0;
  const busy = await alongside(measure, async () => {
    for (const { path } of cases) pages += (await load(bellhop, path, 0.3)) * 0.3;
  });
  const said = ({ p50Ms, p99Ms }: Measurement): string => `p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
  console.log(`the bot's answers: idle ${said(idle)}; while ${Math.round(pages)} pages are asked for ${said(busy)}\n`);
  const ratio = busy.p99Ms / idle.p99Ms;
  const claim = `answers to people wait at most ${ANSWERS_GOAL} × as long (p99) while the API is under full load`;
  verdicts.goal(claim, ratio <= ANSWERS_GOAL, `${ratio.toFixed(1)} ×`);
}

void main();
