import {
  cardOf,
  findAndDownload,
  noise,
  searchTenTimes,
  sha256,
  tenInOrder,
  untilProcessed,
  upload,
} from './support/library';
import { eventually } from './support/eventually';
import { ANN, BOB, OWNER, Stage } from './support/stage';

describe('bad days', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open();
  });

  afterEach(() => stage.close());

  it('the upload dialogue goes on after a restart between any two steps', async () => {
    const { people } = stage;
    let app = await stage.startApp();
    const restart = async () => {
      expect(await app.stop()).toBe(0);
      app = await stage.startApp();
    };

    const command = await people.sendText(OWNER, '/upload');
    await people.waitForMessage(OWNER, 'New file', { since: command });
    await restart();
    const sent = await people.sendDocument(OWNER, { bytes: noise(900, 'restart') }, { fileName: 'restart.txt' });
    await people.waitForMessage(OWNER, 'What is its title', { since: sent });
    await restart();
    const title = await people.sendText(OWNER, 'Survivor');
    await people.waitForMessage(OWNER, 'Send tags', { since: title });
    await restart();
    const tags = await people.sendText(OWNER, 'tough');
    await people.waitForMessage(OWNER, 'is saved', { since: tags });
    await restart();
    await untilProcessed(stage, 'Survivor');
    await findAndDownload(stage, ANN, 'survivr', 'Survivor');
  });

  it('kill -9 during processing: it is finished after the restart, once', async () => {
    const { people } = stage;
    const app = await stage.startApp();
    const bytes = noise(400_000, 'killed');
    const slow = await people.addFault({ match: { method: 'sendDocument' }, effect: { kind: 'hang' }, count: 1 });
    await upload(stage, { title: 'Phoenix', fileName: 'phoenix.bin.pdf', bytes });
    // Fired once, the fault is spent and gone: the copy is at Telegram, and the app will never hear of it.
    await eventually(
      async () => !(await people.listFaults()).some((fault) => fault.id === slow.id && fault.fired === 0),
    );
    await app.kill();
    await people.removeFaults();

    await stage.startApp();
    await untilProcessed(stage, 'Phoenix', 60_000);
    const delivered = await findAndDownload(stage, ANN, 'phoenix', 'Phoenix');
    expect(await sha256(await people.downloadFile(delivered.media?.fileUniqueId ?? ''))).toBe(await sha256(bytes));
    const card = await cardOf(stage, 'Phoenix');
    expect(card.text).toContain('1 download');
  });

  it('two processes on one data folder handle each update once', async () => {
    const [first, second] = await Promise.all([stage.startApp(), stage.startApp()]);
    expect(first.pid).not.toBe(second.pid);
    expect(await searchTenTimes(stage, [ANN, BOB])).toEqual([tenInOrder, tenInOrder]);
  });

  it('when the process that polls is killed, the other one goes on', async () => {
    const { people } = stage;
    const first = await stage.startApp();
    const second = await stage.startApp();
    await people.sendText(ANN, '/search before');
    await people.waitForMessage(ANN, 'before');
    await first.kill();
    expect(second.isRunning).toBe(true);
    const question = await people.sendText(ANN, '/search after');
    await people.waitForMessage(ANN, 'after', { since: question });
  });

  it.each([
    ['unreachable', { kind: 'down' as const }],
    ['409', { kind: 'status' as const, status: 409 }],
    ['401', { kind: 'status' as const, status: 401 }],
  ])('Telegram answering %s at start does not stop the app, which goes on when it is over', async (_what, effect) => {
    const { people } = stage;
    await people.addFault({ effect });
    const app = await stage.spawnApp();
    await app.untilHealth('live', (response) => response.ok);
    const { body } = await app.health();
    expect(JSON.stringify(body)).not.toContain('AAE2eTestToken');
    await people.removeFaults();
    const question = await people.sendText(ANN, '/help');
    await people.waitForMessage(ANN, 'What I can do', { since: question, timeoutMs: 60_000 });
  });

  it("one user's slow download never delays another's answer", async () => {
    const { people } = stage;
    await stage.startApp();
    await upload(stage, { title: 'Heavy', fileName: 'heavy.txt', bytes: noise(2_000, 'heavy') });
    await untilProcessed(stage, 'Heavy');
    const hang = await people.addFault({
      match: { method: 'sendDocument' },
      effect: { kind: 'hang' },
    });
    const question = await people.sendText(ANN, 'heavy');
    const results = await people.waitForMessage(ANN, (m) => m.buttons.length > 0, { since: question });
    await people.pressButton(ANN, {
      messageId: results.messageId,
      data: results.buttons.flat()[0]?.data,
      timeoutMs: 0,
    });
    await eventually(async () => (await people.listFaults()).some((fault) => fault.id === hang.id && fault.fired > 0));
    const asked = await people.sendText(BOB, '/help');
    const answer = await people.waitForMessage(BOB, 'What I can do', { since: asked, timeoutMs: 20_000 });
    expect(answer.text).toContain('What I can do');
  });

  it('answers again after Telegram was away in the middle', async () => {
    const { people } = stage;
    const app = await stage.startApp();
    await people.addFault({ effect: { kind: 'down' } });
    // Ends the long poll that was open before; the next ones meet the outage.
    await people.sendText(BOB, '/start');
    await eventually(async () => {
      const { details } = (await app.health()).body as { details?: { receiver?: { state: string } } };
      return details?.receiver?.state === 'degraded';
    });
    const question = await people.sendText(ANN, '/help');
    await people.removeFaults();
    await people.waitForMessage(ANN, 'What I can do', { since: question, timeoutMs: 60_000 });
  });
});
