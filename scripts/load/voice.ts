/**
 * npm run load:voice [-- --users=60 --few=10 --seconds=30 --alone=5 --tier=embedded]
 *
 * Many people send a voice note at the same instant while somebody searches, with one worker: first `--few`, then `--users`.
 * Before, each note goes through the whole bot and through the engine alone in turn, and the searches are timed while nothing
 * else happens. A search begins when its message is in Telegram and ends when Telegram has the answer. Sandbox, people,
 * application, recogniser and PostgreSQL share the machine.
 */
import { speechModelFolder } from '../../test/support/speech-fixtures';
import type { Latencies } from '../run/latencies';
import { readRunOptions } from '../run/run-options';
import { table } from '../run/table';
import { openTierIfPossible } from '../run/tier';
import { Verdicts } from '../run/verdicts';
import { type AloneResult, type CrowdResult, VoiceTrial } from './voice/trial';

const QUEUE_SIZE = 50;
const IDLE_MS = 20_000;
const GOAL = { timesIdle: 2, loopP99Ms: 20, megabytes: 2048, overShare: 0.05, overMs: 150, wholeRunS: 480 };

async function main(): Promise<void> {
  const { few, users, seconds, alone, tiers } = readRunOptions(
    { few: 10, users: 60, seconds: 30, alone: 5 },
    [],
    ['embedded'],
  );
  const modelFolder = speechModelFolder();
  if (modelFolder === null) throw new Error('there is no speech model and none could be fetched');
  const verdicts = new Verdicts();
  for (const tier of tiers) {
    const startedAt = performance.now();
    const services = await openTierIfPossible(tier, verdicts);
    if (!services) continue;
    const trial = await VoiceTrial.open({ seconds, queueSize: QUEUE_SIZE }, services, modelFolder);
    try {
      const one = await trial.measureAlone(alone);
      printAlone(tier, seconds, one);
      judgeAlone(tier, one, verdicts);
      const expectedS = ((few + Math.min(users, QUEUE_SIZE + 1)) * one.endToEndMs) / 1000;
      const idle = await trial.searchFor(IDLE_MS);
      console.log(
        `searches while nothing else happens: ${describe(idle)}; the crowds take about ${expectedS.toFixed(0)} s`,
      );
      for (const size of [few, users]) {
        const crowd = await trial.runCrowd(size);
        printCrowd(crowd, idle);
        judgeCrowd(tier, crowd, idle, verdicts);
      }
      verdicts.invariant(`${tier}: zero crashes`, trial.isRunning);
    } finally {
      await trial.close();
    }
    const wholeRunS = (performance.now() - startedAt) / 1000;
    verdicts.goal(`${tier}: whole run within 8 min`, wholeRunS <= GOAL.wholeRunS, `${wholeRunS.toFixed(0)} s`);
  }
  console.log();
  verdicts.print();
}

function printAlone(tier: string, seconds: number, { endToEndMs, bareMs, parts }: AloneResult): void {
  console.log(
    `\n${tier}: notes of ${seconds} s, one at a time\n` +
      table(
        ['ms', 'end to end', 'bare engine', 'in line', 'download', 'engine', 'telling'],
        [['p50', endToEndMs, bareMs, parts.line, parts.download, parts.engine, parts.telling]],
      ),
  );
}

function judgeAlone(tier: string, { endToEndMs, bareMs }: AloneResult, verdicts: Verdicts): void {
  const overMs = endToEndMs - bareMs;
  const allowedMs = bareMs * GOAL.overShare + GOAL.overMs;
  verdicts.goal(
    `${tier}: end to end at most 5 % + 150 ms over the bare engine`,
    overMs <= allowedMs,
    `${endToEndMs.toFixed(0)} ms against ${bareMs.toFixed(0)} ms: ${overMs.toFixed(0)} ms over, ${allowedMs.toFixed(0)} allowed`,
  );
}

function printCrowd(crowd: CrowdResult, idle: Latencies): void {
  const { users, texts, refused, doneS, waitS, estimateS, offS, answers, loopP99Ms, megabytes } = crowd;
  const headings = ['users', 'texts', 'refused', 'all done s', 'wait p50 s', 'estimate p50 s', 'off by p50 s'];
  console.log(
    table(
      [...headings, 'answers p50 ms', 'answers p99 ms', 'idle p99 ms', 'loop p99 ms', 'memory MB'],
      [
        [
          users,
          texts,
          refused,
          doneS,
          waitS,
          estimateS,
          offS,
          answers.p50,
          answers.p99,
          idle.p99,
          loopP99Ms,
          megabytes,
        ],
      ],
    ),
  );
}

function judgeCrowd(tier: string, crowd: CrowdResult, idle: Latencies, verdicts: Verdicts): void {
  const { users, texts, refused, inOrder, answers, loopP99Ms, megabytes } = crowd;
  const label = `${tier}, ${users} at once`;
  verdicts.invariant(
    `${label}: everybody got a text or a plain refusal`,
    texts + refused === users,
    `${texts} texts, ${refused} refusals`,
  );
  // One more is let in for each that is taken out of the line while they come.
  const leastRefused = Math.max(0, users - QUEUE_SIZE - 2);
  const mostRefused = Math.max(0, users - QUEUE_SIZE);
  verdicts.invariant(
    `${label}: ${QUEUE_SIZE} may wait, the rest is refused`,
    refused >= leastRefused && refused <= mostRefused,
    `${refused} refused`,
  );
  verdicts.invariant(`${label}: first come first served`, inOrder);
  verdicts.goal(
    `${label}: memory of all processes under 2 GB`,
    megabytes < GOAL.megabytes,
    `${Math.round(megabytes)} MB`,
  );
  verdicts.goal(
    `${label}: answers p99 at most twice those of an idle bot`,
    answers.p99 <= GOAL.timesIdle * idle.p99,
    `${answers.p99.toFixed(1)} ms against ${idle.p99.toFixed(1)} ms`,
  );
  verdicts.goal(`${label}: event loop lag p99 under 20 ms`, loopP99Ms < GOAL.loopP99Ms, `${loopP99Ms.toFixed(1)} ms`);
}

const describe = ({ count, p50, p99, max }: Latencies): string =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, at most ${max.toFixed(1)} ms (${count} searches)`;

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
