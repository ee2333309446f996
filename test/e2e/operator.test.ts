import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port';
import { BellhopProcess } from './support/bellhop-process';
import { eventually } from './support/eventually';
import { OWNER, Stage, TOKEN } from './support/stage';

describe('what an operator meets', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'bellhop-operator-'));
  });

  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  it('every wrong setting is named at once, and no value is shown', async () => {
    const app = await BellhopProcess.spawn({
      DATA_DIR: dataDir,
      BOT_TOKEN: 'my-secret-but-wrong-token',
      ROLES: 'bot,chef',
      USER_RATE_LIMIT: 'many',
      BOT_MODE: 'webhook',
    });
    expect(await app.exitCode()).toBe(1);
    const said = app.tail();
    for (const name of ['BOT_TOKEN', 'ROLES', 'USER_RATE_LIMIT', 'WEBHOOK_URL', 'WEBHOOK_SECRET'])
      expect(said).toContain(name);
    expect(said).not.toContain('my-secret-but-wrong-token');
    expect(said).not.toMatch(/^\s+at /m);
  });

  it('an application that ends is noticed at once, with its last lines', async () => {
    const app = await BellhopProcess.spawn({ DATA_DIR: dataDir, BOT_TOKEN: 'wrong' });
    await expect(app.untilReady(300_000)).rejects.toThrow(/ended before .*\n[^]*BOT_TOKEN/);
  });

  it('a port that is taken is said in one line', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as { port: number };
    try {
      const app = await BellhopProcess.spawn({
        DATA_DIR: dataDir,
        BOT_TOKEN: TOKEN,
        TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
        PORT: String(port),
      });
      expect(await app.exitCode()).toBe(1);
      expect(app.tail()).toContain(`Port ${port} is taken`);
    } finally {
      blocker.close();
    }
  });

  it('a data folder that cannot be made is said plainly', async () => {
    const notAFolder = join(dataDir, 'occupied');
    await writeFile(notAFolder, '');
    const app = await BellhopProcess.spawn({
      BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
      DATA_DIR: join(notAFolder, 'data'),
      PORT: String(await freePort()),
    });
    expect(await app.exitCode()).toBe(1);
    expect(app.tail()).toMatch(/DATA_DIR/);
    expect(app.tail()).toMatch(/DATABASE_URL/);
  });

  describe('while it runs', () => {
    let stage: Stage;

    beforeAll(async () => {
      stage = await Stage.open();
    });
    afterAll(() => stage.close());

    it('SIGTERM ends it with code 0, and the embedded server with it', async () => {
      const app = await stage.startApp();
      expect(await app.stop('SIGTERM')).toBe(0);
      const again = await stage.startApp();
      expect(await again.stop('SIGINT')).toBe(0);
    });

    it('tells the tier, the version and the state of each part', async () => {
      const app = await stage.startApp();
      const { status, body } = await app.health();
      expect(status).toBe(200);
      expect(body).toMatchObject({ status: 'ok', process: { tier: 'embedded', version: expect.any(String) } });
      expect(Object.keys(body.details as object)).toEqual(
        expect.arrayContaining(['database', 'receiver', 'queues', 'schedules']),
      );
      await stage.people.sendText(OWNER, '/status');
      await eventually(async () => {
        const { items } = await stage.people.listMessages(OWNER, undefined, { limit: 20 });
        return items.some(
          ({ outgoing, text }) => !outgoing && text.includes('resilience') && text.includes('schedules'),
        );
      });
    });
  });
});
