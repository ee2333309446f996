import { limits } from '../../scripts/bench/broadcast/limits';
import { measureOurs } from '../../scripts/bench/broadcast/own-measurement';
import { BroadcastWorld } from '../../scripts/broadcast/broadcast-world';
import { killDuring, pausedDuring429 } from '../../scripts/chaos/broadcast/campaigns';
import { openTier } from '../../scripts/run/tier';
import { Verdicts } from '../../scripts/run/verdicts';

/** Messages a second at which a broadcast to 600 lasts far longer than it takes to press pause. */
const LASTING_RATE = 60;

describe('a broadcast while processes are killed and Telegram asks for a pause, in small', () => {
  let world: BroadcastWorld;

  beforeAll(async () => {
    const settings = { BROADCAST_RATE: '150' };
    const services = await openTier('embedded');
    world = await BroadcastWorld.open(services, { people: 600, latencyMs: 40, flood: 'off', settings });
    const first = await world.start();
    await world.introduceEverybody();
    await first.stop();
  }, 360_000);
  afterAll(() => world.close());

  it('reaches everybody at most once, and has a line that is true for each', async () => {
    const { kills, sent, unknown, twice, missing } = await killDuring(world, 2, 2);
    expect({ twice, missing }).toEqual({ twice: 0, missing: 0 });
    expect(kills).toBeGreaterThan(0);
    expect(sent + unknown).toBe(601);
  }, 360_000);

  it('tells nobody anything while it is on pause', async () => {
    let duringPause = -1;
    const { twice, missing } = await pausedDuring429(world, (messages) => (duringPause = messages), LASTING_RATE);
    expect({ duringPause, twice, missing }).toEqual({ duringPause: 0, twice: 0, missing: 0 });
  }, 360_000);
});

describe('a broadcast under the limit of Telegram, in small', () => {
  it('reaches whoever can be reached, is refused nothing, and accounts for everybody', async () => {
    const verdicts = new Verdicts();
    const { refusals, lost } = await measureOurs('embedded', 240, limits['60'], verdicts, { idleMs: 1_000 });
    expect(verdicts.brokenInvariants).toEqual([]);
    expect({ refusals, lost }).toEqual({ refusals: 0, lost: 0 });
  }, 360_000);
});
