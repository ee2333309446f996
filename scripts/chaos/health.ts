/**
 * Stops Telegram, PostgreSQL and Redis one after the other for a while and watches what two processes say of themselves
 * meanwhile, and what the owner is told.
 *
 * `npm run chaos:health -- --tier=postgresql,redis --seconds=30`
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BellhopProcess } from '../../test/e2e/support/bellhop-process';
import { eventually } from '../../test/e2e/support/eventually';
import { readRunOptions } from '../run/run-options';
import { type SandboxProcess, startSandboxProcess } from '../run/sandbox-process';
import { table } from '../run/table';
import { openTierIfPossible, type Tier, type TierServices } from '../run/tier';
import { Verdicts } from '../run/verdicts';

const TOKEN = `900100:${'H'.repeat(35)}`;
const OWNER = 1001;
const ANN = 1002;
/** Within this `/health` tells of an outage, and no answer of it takes longer. */
const TRUTH_WITHIN_MS = 2_000;
const LOOK_EVERY_MS = 100;

interface Outage {
  readonly what: string;
  readonly part: string;
  readonly states: readonly string[];
  /** Whether `/health/ready` must say 503 meanwhile. */
  readonly makesUnready: boolean;
  stop(): Promise<void>;
  mend(): Promise<void>;
}

interface Seen {
  truthMs: number;
  slowestAnswerMs: number;
  recoveredMs: number;
  readyDuring: number;
  /** First lines of what the owner was told. */
  told: string[];
}

const { seconds, tiers } = readRunOptions({ seconds: 30 });
const verdicts = new Verdicts();

async function main(): Promise<void> {
  for (const tier of tiers) {
    await runTier(tier);
    if (tier === 'embedded') {
      verdicts.leftOut(
        'embedded, PostgreSQL',
        'the application starts its server again at once: there is no outage to watch',
      );
    }
  }
  verdicts.print();
}

async function runTier(tier: Tier): Promise<void> {
  const services = await openTierIfPossible(tier, verdicts);
  if (!services) return;
  const dataDir = await mkdtemp(join(tmpdir(), 'bellhop-chaos-health-'));
  const sandbox = await startSandboxProcess({
    bots: [{ token: TOKEN, username: 'bellhop_chaos_bot', firstName: 'Bellhop' }],
  });
  const apps: BellhopProcess[] = [];
  try {
    await sandbox.control.addPerson({ id: OWNER, firstName: 'Olivia', languageCode: 'en' });
    await sandbox.control.addPerson({ id: ANN, firstName: 'Ann', languageCode: 'en' });
    await sandbox.control.sendText(OWNER, '/start');
    const settings = {
      ...services.settings,
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: sandbox.url,
      ADMIN_TELEGRAM_IDS: String(OWNER),
      DATA_DIR: dataDir,
      MEDIA_STORE_DIR: join(dataDir, 'media'),
      ALERT_CHECK_INTERVAL: '2',
      ALERT_START_AFTER: '4',
      ALERT_END_AFTER: '10',
    };
    apps.push(...(await Promise.all([BellhopProcess.start(settings), BellhopProcess.start(settings)])));
    const rows = [];
    for (const outage of outagesOf(services, sandbox)) {
      const seen = await watch(outage, apps, sandbox);
      rows.push([
        outage.what,
        Math.round(seen.truthMs),
        Math.round(seen.slowestAnswerMs),
        seen.readyDuring,
        Math.round(seen.recoveredMs),
        seen.told.length,
      ]);
      judge(tier, outage, seen);
    }
    console.log(`\n${tier}, each away for ${seconds} s, two processes`);
    console.log(
      table(['outage', 'told after ms', 'slowest /health ms', 'ready', 'up again after ms', 'messages'], rows),
    );
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
    await sandbox.close();
    await services.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function outagesOf({ postgres, redis }: TierServices, sandbox: SandboxProcess): Outage[] {
  const telegram: Outage = {
    what: 'Telegram',
    part: 'receiver',
    states: ['degraded'],
    makesUnready: false,
    stop: async () => {
      await sandbox.control.addFault({ effect: { kind: 'down' } });
      // Ends the long poll that is open, as a server that goes away would.
      await sandbox.control.sendText(ANN, '/help');
    },
    mend: () => sandbox.control.removeFaults(),
  };
  const outages = [telegram];
  if (postgres) {
    outages.push({
      what: 'PostgreSQL',
      part: 'database',
      states: ['down'],
      makesUnready: true,
      stop: () => postgres.stop(),
      mend: () => postgres.startAgain(),
    });
  }
  if (redis) {
    outages.push({
      what: 'Redis',
      part: 'redis',
      states: ['degraded', 'down'],
      makesUnready: false,
      stop: () => redis.stop(),
      mend: () => redis.startAgain(),
    });
  }
  return outages;
}

async function watch(outage: Outage, apps: readonly BellhopProcess[], sandbox: SandboxProcess): Promise<Seen> {
  const before = (await alerts(sandbox)).length;
  const seen: Seen = { truthMs: 0, slowestAnswerMs: 0, recoveredMs: 0, readyDuring: 0, told: [] };
  const untilStates = async (states: readonly string[]): Promise<number> => {
    const sinceMs = performance.now();
    // The process that stands by for updates hears of no outage of Telegram: one of them must say it.
    await eventually(async () => (await statesOf(outage.part, apps, seen)).some((state) => states.includes(state)), {
      timeoutMs: 120_000,
      everyMs: LOOK_EVERY_MS,
      describe: () => `${outage.part} did not become ${states.join(' or ')}`,
    });
    return performance.now() - sinceMs;
  };

  console.log(`  ${outage.what} stops …`);
  const stopped = outage.stop();
  seen.truthMs = await untilStates(outage.states);
  await stopped;
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    await statesOf(outage.part, apps, seen);
    await pause(LOOK_EVERY_MS * 5);
  }
  seen.readyDuring = (await fetch(`${apps[0]?.url}/health/ready`)).status;
  await outage.mend();
  const mendedMs = performance.now();
  for (const app of apps) await app.untilReady(120_000);
  await eventually(async () => (await statesOf(outage.part, apps, seen)).every((state) => state === 'up'), {
    timeoutMs: 120_000,
    everyMs: LOOK_EVERY_MS,
  });
  seen.recoveredMs = performance.now() - mendedMs;
  // Time for everything that is going to be said, twice over.
  const quietUntil = performance.now() + 40_000;
  while (performance.now() < quietUntil) await pause(1_000);
  seen.told = (await alerts(sandbox)).slice(before);
  return seen;
}

async function statesOf(part: string, apps: readonly BellhopProcess[], seen: Seen): Promise<string[]> {
  return Promise.all(
    apps.map(async (app) => {
      const askedMs = performance.now();
      const { body } = await app.health();
      seen.slowestAnswerMs = Math.max(seen.slowestAnswerMs, performance.now() - askedMs);
      return (body.details as Record<string, { state: string }>)[part]?.state ?? 'missing';
    }),
  );
}

/** First lines of the owner's alerts, the earliest first. */
async function alerts(sandbox: SandboxProcess): Promise<string[]> {
  const { items } = await sandbox.control.listMessages(OWNER, undefined, { limit: 500 });
  return items
    .filter(({ outgoing, text }) => !outgoing && /^[🔴🟢]/u.test(text))
    .map(({ text }) => text.split('\n')[0] ?? '');
}

function judge(tier: Tier, { what, makesUnready }: Outage, seen: Seen): void {
  const of = `${tier}, ${what}`;
  verdicts.goal(`${of}: /health tells within 2 s`, seen.truthMs < TRUTH_WITHIN_MS, `${Math.round(seen.truthMs)} ms`);
  verdicts.goal(
    `${of}: no answer of /health takes 2 s`,
    seen.slowestAnswerMs < TRUTH_WITHIN_MS,
    `${Math.round(seen.slowestAnswerMs)} ms`,
  );
  verdicts.invariant(`${of}: ready says ${makesUnready ? 503 : 200}`, seen.readyDuring === (makesUnready ? 503 : 200));
  // Telegram's own outage can only be told when it is over: start and end in one message.
  const expected = what === 'Telegram' ? ['🟢'] : ['🔴', '🟢'];
  const marks = seen.told.map((text) => [...text][0]);
  verdicts.invariant(
    `${of}: the owner is told once of start and end`,
    JSON.stringify(marks) === JSON.stringify(expected),
    seen.told.join(' | '),
  );
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
