import { fork } from 'node:child_process';
import { join } from 'node:path';
import { BroadcastWorld } from '../../broadcast/broadcast-world';
import { openTier } from '../../run/tier';
import type { PeerEnvironment, PeerResult, PeerStrategy } from './contract';
import { floodOf, LATENCY_MS, type Limit, shareOf } from './limits';
import type { MeasuredRow } from './measured-row';

/** The slowest manages nine a second; whoever is not done then is not coming to an end. */
const DEADLINE_MS = 150_000;

/** Lets one of the usual means write to `people`. A peer that dies or never ends has a row that says so. */
export async function measurePeer(who: PeerStrategy, people: number, limit: Limit): Promise<MeasuredRow> {
  const world = await BroadcastWorld.open(await openTier('embedded'), {
    people,
    latencyMs: LATENCY_MS,
    flood: floodOf(limit),
    settings: {},
  });
  try {
    const result = await runPeer({
      BOT_TOKEN: world.token,
      TELEGRAM_API_ROOT: world.sandboxUrl,
      FIRST_PERSON: String(world.personIds[0]),
      PEOPLE: String(people),
      RATE: String(limit.rate),
      PAID: String(limit.paid),
      STRATEGY: who,
    });
    const { flood } = await world.control.getStats();
    const refusals = flood.refusedOverall + flood.refusedPerChat;
    if (typeof result === 'string') return { who, people, refusals, remark: result };
    const share = shareOf(result.delivered, result.seconds, limit);
    return { who, people, seconds: result.seconds, share, refusals, lost: result.failed };
  } finally {
    await world.close();
  }
}

/** Answers what the peer tells, or why it tells nothing. */
function runPeer(environment: PeerEnvironment): Promise<PeerResult | string> {
  return new Promise((resolve) => {
    const peer = fork(join(__dirname, 'broadcast.peer.ts'), [], {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH, ...environment },
    });
    const deadline = setTimeout(() => {
      peer.kill('SIGKILL');
      resolve(`not done after ${DEADLINE_MS / 1000} s`);
    }, DEADLINE_MS);
    peer.once('message', (result) => resolve(result as PeerResult));
    peer.once('exit', (code, signal) => {
      clearTimeout(deadline);
      const died = (): void => resolve(`died (${signal ?? code})`);
      // What it told before may still be on its way.
      if (peer.connected) peer.once('disconnect', died);
      else died();
    });
  });
}
