import { type CuttableDatabase, openCuttableDatabase } from '../support/cuttable-database';
import { RedisServer } from '../support/redis-server';
import { describeWithOwnRedis } from '../support/test-redis';
import type { BellhopProcess } from './support/bellhop-process';
import { eventually } from './support/eventually';
import { findAndDownload, noise, untilProcessed, upload } from './support/library';
import { startBalancer } from './support/round-robin';
import { addProduct, completeWith, orderWith, timesTold } from './support/orders';
import { ANN, BOB, OWNER, Stage } from './support/stage';

describeWithOwnRedis('on PostgreSQL and Redis', () => {
  let stage: Stage;
  let database: CuttableDatabase;
  let redis: RedisServer;
  let settings: Record<string, string>;

  beforeEach(async () => {
    [stage, database, redis] = await Promise.all([Stage.open(), openCuttableDatabase(), RedisServer.start()]);
    settings = { DATABASE_URL: database.url, REDIS_URL: redis.url };
  });

  afterEach(async () => {
    await stage.close();
    await Promise.all([database.close(), redis.close()]);
  });

  const partOf = async (app: BellhopProcess, part: string) => {
    const { details } = (await app.health()).body as { details?: Record<string, { state: string } | undefined> };
    return details?.[part];
  };
  const untilRedisIs = (app: BellhopProcess, state: string) =>
    eventually(async () => (await partOf(app, 'redis'))?.state === state, {
      describe: () => `redis did not become ${state}:\n${app.tail()}`,
    });
  const linesOf = (app: BellhopProcess, text: string) => app.log.filter((entry) => entry.includes(text));

  it('a file is uploaded, processed by another process, found and delivered', async () => {
    const front = await stage.startApp({ ...settings, ROLES: 'bot,api' });
    await stage.startApp({ ...settings, ROLES: 'worker,scheduler' });
    expect((await front.health()).body).toMatchObject({ process: { tier: 'postgresql+redis' } });
    expect(await partOf(front, 'redis')).toMatchObject({ state: 'up', timesLost: 0 });
    await upload(stage, { title: 'Shared work', fileName: 'shared.txt', bytes: noise(5_000, 'roles') });
    await untilProcessed(stage, 'Shared work');
    await findAndDownload(stage, ANN, 'shared work', 'Shared work');
  });

  it('starts while Redis is down, says so, takes work, and does it when Redis is there', async () => {
    await redis.stop();
    const app = await stage.startApp(settings);
    expect(linesOf(app, "Redis can't be reached")).toHaveLength(1);
    expect((await app.health()).status).toBe(200);
    expect(await partOf(app, 'redis')).toMatchObject({ state: 'degraded', reason: 'ECONNREFUSED' });
    await upload(stage, { title: 'Early bird', fileName: 'early.txt', bytes: noise(3_000, 'early') });
    await redis.startAgain();
    await untilRedisIs(app, 'up');
    await untilProcessed(stage, 'Early bird');
    expect(app.isRunning).toBe(true);
  });

  it('Redis is killed amid uploads and orders and comes back empty: nothing is lost, nothing restarts', async () => {
    const { people } = stage;
    const app = await stage.startApp(settings);
    await addProduct(stage, { code: 'A100', name: 'Poster', kinds: ['document'], limitMb: '20' });
    await orderWith(stage, ANN, noise(40_000, 'before'), { caption: 'A100' });
    await upload(stage, { title: 'Before', fileName: 'before.txt', bytes: noise(4_000, 'before') });

    await redis.stop('SIGKILL');
    await untilRedisIs(app, 'degraded');
    await upload(stage, { title: 'Meanwhile', fileName: 'meanwhile.txt', bytes: noise(4_000, 'meanwhile') });
    await orderWith(stage, BOB, noise(40_000, 'meanwhile'), { caption: 'A100' });
    const question = await people.sendText(ANN, '/help');
    await people.waitForMessage(ANN, 'What I can do', { since: question });

    await redis.startAgain();
    await untilRedisIs(app, 'up');
    await Promise.all([completeWith(stage, ANN, 'S-1', 90_000), completeWith(stage, BOB, 'S-2', 90_000)]);
    await untilProcessed(stage, 'Meanwhile', 90_000);
    await untilProcessed(stage, 'Before', 90_000);
    expect(await Promise.all([ANN, BOB].map((person) => timesTold(stage, person, 'is complete')))).toEqual([1, 1]);
    // Staff is told by messages of their own, which yield to the answers in that chat.
    await eventually(async () => (await timesTold(stage, OWNER, 'is complete')) === 2, { timeoutMs: 60_000 });
    expect(app.isRunning).toBe(true);
    expect(linesOf(app, 'Redis is lost')).toHaveLength(1);
    expect(linesOf(app, 'Redis is back')).toHaveLength(1);
    expect(linesOf(app, 'a worker has trouble')).toEqual([]);
  });

  it('two processes that receive by webhook keep the order of each chat, also when Redis is lost', async () => {
    const { people } = stage;
    const balancer = await startBalancer();
    const webhook = {
      ...settings,
      BOT_MODE: 'webhook',
      WEBHOOK_URL: balancer.url,
      WEBHOOK_SECRET: 'known-to-Telegram',
    };
    const apps = await Promise.all([stage.startApp(webhook), stage.startApp(webhook)]);
    balancer.targets.push(...apps.map(({ url }) => url));
    const askInOrder = async (word: string) => {
      for (const person of [ANN, BOB]) {
        for (let i = 0; i < 8; i += 1) await people.sendText(person, `/search ${word}${i}`);
      }
      for (const person of [ANN, BOB]) {
        await people.waitForMessage(person, `${word}7`, { timeoutMs: 60_000 });
        const { items } = await people.listMessages(person, undefined, { limit: 200 });
        const answers = items.filter(({ outgoing, text }) => !outgoing && text.includes(word));
        const numbers = answers.map(({ text }) => Number(new RegExp(`${word}(\\d)`).exec(text)?.[1]));
        expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      }
    };
    await askInOrder('together');
    await redis.stop('SIGKILL');
    await askInOrder('without');
    await redis.startAgain();
    await Promise.all(apps.map((app) => untilRedisIs(app, 'up')));
    await askInOrder('again');
    await balancer.close();
  });
});
