import { runTrial } from '../../scripts/load/orders/trial';
import { openTier } from '../../scripts/run/tier';

describe('a crowd that orders at once, in small', () => {
  it('has every order completed and told once, each file downloaded once, and never too many downloads at a time', async () => {
    const people = 8;
    const { downloads, ordersByStatus, toldOnce, rush } = await runTrial(
      {
        people,
        distinctFiles: 5,
        megabytes: 1,
        megabytesPerSecond: 1,
        maxConcurrentDownloads: 2,
        withinMs: 100,
        readers: 2,
        idleRounds: 2,
        withPeer: false,
      },
      await openTier('embedded'),
    );
    expect(ordersByStatus).toEqual({ complete: people + 2 });
    expect(toldOnce).toBe(people);
    expect(downloads).toMatchObject({ count: 5, distinctFiles: 5, mostAtOnce: 2 });
    expect([rush.order.length, rush.series.length]).toEqual([people, people]);
  });
});
