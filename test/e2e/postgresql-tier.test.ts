import { type CuttableDatabase, openCuttableDatabase } from '../support/cuttable-database';
import { findAndDownload, noise, searchTenTimes, tenInOrder, untilProcessed, upload } from './support/library';
import { eventually } from './support/eventually';
import { ANN, BOB, OWNER, Stage } from './support/stage';

describe('on a PostgreSQL server of its own', () => {
  let stage: Stage;
  let database: CuttableDatabase;
  let settings: Record<string, string>;

  beforeEach(async () => {
    stage = await Stage.open();
    database = await openCuttableDatabase();
    settings = { DATABASE_URL: database.url };
  });

  afterEach(async () => {
    database.line.mend();
    await stage.close();
    await database.close();
  });

  it('two processes that start together migrate once and handle each update once, in order', async () => {
    const apps = await Promise.all([stage.startApp(settings), stage.startApp(settings)]);
    expect((await apps[0].health()).body).toMatchObject({ process: { tier: 'postgresql' } });
    expect(await searchTenTimes(stage, [ANN, BOB])).toEqual([tenInOrder, tenInOrder]);
    expect(apps.map((app) => app.log.join('\n')).join('\n')).not.toContain(':none@');
  });

  it('the work of one role is done by another process', async () => {
    await stage.startApp({ ...settings, ROLES: 'bot,api' });
    await stage.startApp({ ...settings, ROLES: 'worker,scheduler' });
    await upload(stage, { title: 'Shared work', fileName: 'shared.txt', bytes: noise(5_000, 'roles') });
    await untilProcessed(stage, 'Shared work');
    await findAndDownload(stage, ANN, 'shared work', 'Shared work');
  });

  it('the database goes away and comes back: it says so, nothing is lost, and nothing is restarted', async () => {
    const { people } = stage;
    const app = await stage.startApp(settings);
    await upload(stage, { title: 'Before the storm', fileName: 'storm.txt', bytes: noise(700, 'storm') });
    await untilProcessed(stage, 'Before the storm');

    database.line.cut();
    await app.untilHealth('ready', (response) => response.status === 503);
    await app.untilHealth('live', (response) => response.ok);
    const question = await people.sendText(ANN, '/help');
    const command = await people.sendText(OWNER, '/files');

    database.line.mend();
    await people.waitForMessage(ANN, 'What I can do', { since: question, timeoutMs: 60_000 });
    await people.waitForMessage(OWNER, 'Files', { since: command, timeoutMs: 60_000 });
    await app.untilReady();
    await findAndDownload(stage, BOB, 'befor storm', 'Before the storm');
    const answers = (await people.listMessages(ANN)).items.filter((message) => message.text.includes('What I can do'));
    expect(answers).toHaveLength(1);
    expect(app.isRunning).toBe(true);
  });

  it('a server that cannot be reached at start is said plainly, without the password', async () => {
    database.line.cut();
    const app = await stage.spawnApp({
      ...settings,
      DATABASE_URL: (settings.DATABASE_URL ?? '').replace(':none@', ':hunter2@'),
    });
    const said = await eventually(() => /database|PostgreSQL/i.test(app.tail()) && app.tail());
    expect(said).not.toContain('hunter2');
    await app.kill();
  });
});
