import { randomUUID } from 'node:crypto';
import { HealthSnapshots } from '../../../src/observability';
import { ProcessReports } from '../../../src/observability/processes/process-reports';
import type { HealthReport } from '../../../src/observability';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

describe('the snapshots of health', () => {
  let db: TestDatabase;
  let reports: ProcessReports;
  let snapshots: HealthSnapshots;

  beforeEach(async () => {
    db = await openTestDatabase();
    reports = new ProcessReports(db.database);
    snapshots = new HealthSnapshots(db.database, reports);
  });
  afterEach(() => db.close());

  const report = (telegram: HealthReport['state'], waiting: number) =>
    reports.write(randomUUID(), new Date(), {
      host: 'here',
      pid: 1,
      version: '1',
      roles: ['bot'],
      errorsLastMinute: 0,
      parts: [
        { name: 'telegram', required: false, state: telegram },
        { name: 'queues', required: false, state: 'up', details: { 'orders.waiting': waiting } },
      ],
    });
  const all = () => snapshots.list(new Date(0), new Date(Date.now() + 60_000));

  it('keep the worst that any process saw of a part, and how deep the queues were', async () => {
    await report('up', 3);
    await report('degraded', 3);
    expect(await snapshots.take()).toBe(2);
    expect(await all()).toEqual([
      {
        takenAt: expect.any(Date),
        processes: 2,
        parts: { telegram: 'degraded', queues: 'up' },
        queueDepths: { 'orders.waiting': 3 },
      },
    ]);
  });

  it('are taken once a minute, whoever takes them, and say so when no process was seen', async () => {
    await db.database.execute(
      `INSERT INTO health_snapshots VALUES (date_trunc('minute', now()), 9, '{}', '{}'), (date_trunc('minute', now() + interval '1 minute'), 9, '{}', '{}')`,
    );
    expect(await snapshots.take()).toBe(0);
    expect((await all()).map(({ processes }) => processes)).toContain(9);
    expect((await all()).map(({ processes }) => processes)).not.toContain(0);
  });

  it('are forgotten in time', async () => {
    await db.database.execute(`INSERT INTO health_snapshots VALUES (now() - interval '8 days', 1, '{}', '{}')`);
    await snapshots.take();
    expect(await snapshots.prune(new Date(Date.now() - 7 * 24 * 3_600_000))).toBe(1);
    expect(await all()).toHaveLength(1);
  });
});
