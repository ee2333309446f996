import { openCuttableDatabase } from '../support/cuttable-database';
import type { BellhopProcess } from './support/bellhop-process';
import { eventually } from './support/eventually';
import { ANN, BOB, OWNER, Stage } from './support/stage';

const quickAlerts = { ALERT_CHECK_INTERVAL: '1', ALERT_START_AFTER: '1', ALERT_END_AFTER: '3' };

/** Asks `/health` until `part` is in `state`, and answers how long that took and the slowest answer, in milliseconds. */
async function untilPart(
  app: BellhopProcess,
  part: string,
  state: string,
): Promise<{ tookMs: number; slowestMs: number }> {
  const startedAt = performance.now();
  let slowestMs = 0;
  await eventually(
    async () => {
      const askedAt = performance.now();
      const { body } = await app.health();
      slowestMs = Math.max(slowestMs, performance.now() - askedAt);
      return (body.details as Record<string, { state: string }>)[part]?.state === state;
    },
    { timeoutMs: 60_000, describe: () => `${part} did not become ${state}; ${app.tail()}` },
  );
  return { tookMs: performance.now() - startedAt, slowestMs };
}

describe('outages', () => {
  let stage: Stage;
  const closing: (() => Promise<unknown>)[] = [];

  beforeEach(async () => {
    stage = await Stage.open();
    // Who has never written to the bot can't be written to.
    await stage.people.sendText(OWNER, '/start');
  });
  afterEach(async () => {
    await stage.close();
    for (const close of closing.splice(0)) await close();
  });

  const alerts = async (): Promise<string[]> => {
    const { items } = await stage.people.listMessages(OWNER, undefined, { limit: 200 });
    return items
      .filter((message) => !message.outgoing && /^[🔴🟢]/u.test(message.text))
      .map((message) => message.text.split('\n')[0] ?? '');
  };

  it('of Telegram: health says so and recovers, and the owner is told once, when it is over', async () => {
    const { people } = stage;
    const app = await stage.startApp(quickAlerts);
    await people.addFault({ effect: { kind: 'down' } });
    // Ends the long poll that was open before; the next one meets the outage.
    await people.sendText(BOB, '/help');
    const gone = await untilPart(app, 'receiver', 'degraded');
    expect(gone.slowestMs).toBeLessThan(2_000);
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    await eventually(() => app.log.some((line) => line.includes('an alert has started')));

    await people.removeFaults();
    await untilPart(app, 'receiver', 'up');
    await eventually(async () => (await alerts()).length > 0);
    expect(await alerts()).toEqual(['🟢 Telegram could not be reached for a while; it is back.']);
    const question = await people.sendText(ANN, '/help');
    await people.waitForMessage(ANN, 'What I can do', { since: question });
    expect(await alerts()).toHaveLength(1);
  });

  it('of PostgreSQL: health says so within 2 s and recovers, and the owner is told while it lasts and when it is over, once each', async () => {
    const { db, line, url, close } = await openCuttableDatabase();
    closing.push(close);
    const settings = { ...quickAlerts, DATABASE_URL: url };
    const apps = await Promise.all([stage.startApp(settings), stage.startApp(settings)]);
    // Somebody has to be watching before there is something to see: both have reported again since they were both there.
    const reports = async (since: Date): Promise<number> => {
      const [row] = await db.database.query<{ seen: number }>(
        'SELECT count(*)::int AS seen FROM process_reports WHERE seen_at > $1',
        [since],
      );
      return row?.seen ?? 0;
    };
    await eventually(async () => (await reports(new Date(0))) === 2);
    const [{ now } = { now: new Date() }] = await db.database.query<{ now: Date }>(
      "SELECT now() + interval '2 seconds' AS now",
    );
    await eventually(async () => (await reports(now)) === 2);
    line.cut();
    for (const app of apps) {
      const gone = await untilPart(app, 'database', 'down');
      expect(gone.tookMs).toBeLessThan(2_000);
      expect(gone.slowestMs).toBeLessThan(2_000);
      expect((await fetch(`${app.url}/health/ready`)).status).toBe(503);
      expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
    }
    await eventually(async () => (await alerts()).length > 0);
    expect(await alerts()).toEqual(['🔴 The database can’t be reached.']);

    line.mend();
    for (const app of apps) {
      await untilPart(app, 'database', 'up');
      await app.untilReady();
    }
    await eventually(async () => (await alerts()).length > 1);
    const question = await stage.people.sendText(ANN, '/help');
    await stage.people.waitForMessage(ANN, 'What I can do', { since: question, timeoutMs: 60_000 });
    expect(await alerts()).toEqual(['🔴 The database can’t be reached.', '🟢 The database is back.']);
    expect(apps.every((app) => app.isRunning)).toBe(true);
  });
});
