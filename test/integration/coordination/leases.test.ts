import { AdvisoryLeases } from '../../../src/coordination/advisory-leases';
import { eventually } from '../../support/eventually';
import { startChild, type Child } from '../../support/child-process';
import '../../support/silence-nest';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('leases in PostgreSQL', () => {
  let db: TestDatabase;
  const opened: AdvisoryLeases[] = [];
  const children: Child[] = [];

  const open = () => {
    const leases = new AdvisoryLeases({ tier: 'embedded', target: db.target, close: () => Promise.resolve() });
    opened.push(leases);
    return leases;
  };

  beforeAll(async () => {
    db = await openTestDatabase({ schema: 'empty' });
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await child.kill();
    await Promise.all(opened.splice(0).map((leases) => leases.onApplicationShutdown()));
  });
  afterAll(() => db.close());

  it('are held by one at a time, in this process and elsewhere', async () => {
    const [here, there] = [open(), open()];
    const lease = await here.tryAcquire('receiver');
    expect(lease).not.toBeNull();
    expect(await here.tryAcquire('receiver')).toBeNull();
    expect(await there.tryAcquire('receiver')).toBeNull();
    expect(await there.tryAcquire('something else')).not.toBeNull();

    await lease?.release();
    expect(await there.tryAcquire('receiver')).not.toBeNull();
    expect(await here.tryAcquire('receiver')).toBeNull();
  });

  it('go to exactly one of many who ask at once', async () => {
    const holders = Array.from({ length: 3 }, () => open());
    const asked = await Promise.all(
      Array.from({ length: 30 }, (_, n) => holders[n % 3]?.tryAcquire('receiver') ?? Promise.resolve(null)),
    );
    expect(asked.filter((lease) => lease !== null)).toHaveLength(1);
  });

  it('may be released twice without harming the next holder', async () => {
    const leases = open();
    const first = await leases.tryAcquire('receiver');
    await first?.release();
    const second = await leases.tryAcquire('receiver');
    await first?.release();
    expect(second).not.toBeNull();
    expect(await open().tryAcquire('receiver')).toBeNull();
  });

  it('tell their holder when they are lost, and can be taken again', async () => {
    const leases = open();
    const lease = await leases.tryAcquire('receiver');
    await db.database.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'bellhop leases' AND datname = current_database()",
    );
    await eventually('the holder knows', () => lease?.lost.aborted);
    await expect(lease?.release()).resolves.toBeUndefined();
    expect(await eventually('it can be taken again', () => leases.tryAcquire('receiver'))).toMatchObject({
      name: 'receiver',
    });
  });

  it('pass to a standby at once when their holder is killed', async () => {
    const child = startChild('hold-lease', { target: db.target, name: 'receiver' });
    children.push(child);
    await child.said('held');
    const standby = open();
    expect(await standby.tryAcquire('receiver')).toBeNull();
    await child.kill();
    await eventually('the standby has it', () => standby.tryAcquire('receiver'));
  });
});
