import type { SeenMessage } from '../../sandbox/src';
import type { BellhopProcess } from './support/bellhop-process';
import { eventually } from './support/eventually';
import { labels } from './support/library';
import { ANN, BOB, OWNER, Stage } from './support/stage';
import { sendStrangers } from './support/strangers';

/** Recipients beside the owner, Ann and Bob. */
const PEOPLE = 300;
const FIRST = 10_000;

describe('a broadcast', () => {
  let stage: Stage;
  let app: BellhopProcess;

  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(() => stage.close());

  const meetEverybody = async (): Promise<void> => {
    for (const person of [OWNER, ANN, BOB]) await stage.people.start(person);
    await sendStrangers(stage, { firstId: FIRST, count: PEOPLE });
    await eventually(async () => (await receivedBy(FIRST + PEOPLE - 1)).length > 0, {
      describe: () => 'the last of them was not answered',
    });
  };

  const receivedBy = async (person: number): Promise<SeenMessage[]> => {
    const { items } = await stage.people.listMessages(person, undefined, { limit: 50 });
    return items.filter((message) => !message.outgoing);
  };
  const timesReceived = async (person: number, text: string): Promise<number> =>
    (await receivedBy(person)).filter((message) => message.text === text).length;

  /** Waits until the owner sees a message like this, and answers it. */
  const ownerSees = (text: string): Promise<SeenMessage> => stage.people.waitForMessage(OWNER, text);
  const tap = async (message: SeenMessage, label: string): Promise<void> => {
    const found = labels(message).find((candidate) => candidate.includes(label)) ?? '';
    await stage.people.tapButton(OWNER, message.messageId, found);
  };

  it('goes to everybody once, although the process is killed on the way, and can be paused and steered from the chat', async () => {
    // So slow that it lasts far longer than the second process needs to start and the owner to press pause.
    const settings = { BROADCAST_RATE: '50' };
    app = await stage.startApp(settings);
    await meetEverybody();

    const refused = await stage.people.sendText(OWNER, '/broadcast Hello <b>everybody');
    const draft = await stage.people.waitForMessage(OWNER, 'is never closed', { since: refused });
    expect(labels(draft).some((label) => label.includes('Send now'))).toBe(false);

    await stage.people.block(BOB);
    const command = await stage.people.sendText(OWNER, '/broadcast Hello everybody');
    await stage.people.waitForMessage(OWNER, 'Hello everybody', { since: command });
    const preview = await stage.people.waitForMessage(OWNER, 'recipients', { since: command });
    await tap(preview, 'Send now');

    await eventually(async () => (await timesReceived(FIRST + 20, 'Hello everybody')) > 0);
    await app.kill();
    app = await stage.startApp(settings);

    const running = await ownerSees('under way');
    await tap(running, 'Pause');
    await ownerSees('on pause');
    await tap(await ownerSees('on pause'), 'Go on');
    const report = await stage.people.waitForMessage(OWNER, 'is finished', { timeoutMs: 90_000 });

    const unknown = Number(/unknown: (\d+)/.exec(report.text)?.[1] ?? 0);
    const delivered = Number(/delivered: (\d+)/.exec(report.text)?.[1] ?? 0);
    const got: number[] = [];
    for (let id = FIRST; id < FIRST + PEOPLE; id += 1) got.push(await timesReceived(id, 'Hello everybody'));
    expect(got.filter((times) => times > 1)).toEqual([]);
    expect(got.filter((times) => times === 0).length).toBeLessThanOrEqual(unknown);
    expect(delivered + unknown).toBeGreaterThanOrEqual(PEOPLE + 1);

    await tap(report, 'Who got it');
    await stage.people.waitForMessage(OWNER, (message) => message.media !== undefined, { since: report });
  });

  it('brings an album to everybody as an album', async () => {
    await app.stop();
    app = await stage.startApp({ BROADCAST_RATE: '200' });
    const command = await stage.people.sendText(OWNER, '/broadcast');
    const list = await stage.people.waitForMessage(OWNER, 'Broadcasts', { since: command });
    await tap(list, 'New broadcast');
    await stage.people.waitForMessage(OWNER, 'Send me what everybody should get', { since: command });
    const names = ['one', 'two', 'three'];
    const [piece] = await stage.people.sendMessage(
      OWNER,
      {
        text: 'Three papers',
        media: names.map((name) => ({ kind: 'document', file: `attach://${name}`, fileName: `${name}.txt` })),
      },
      names.map((name) => ({ name, content: { bytes: Buffer.from(`The content of ${name}`) } })),
    );
    const draft = await stage.people.waitForMessage(
      OWNER,
      (message) => labels(message).some((label) => label.includes('Send now')),
      { since: piece },
    );
    await tap(draft, 'Send now');
    await stage.people.waitForMessage(OWNER, 'is finished', { since: draft, timeoutMs: 90_000 });

    for (const person of [ANN, FIRST, FIRST + PEOPLE - 1]) {
      const pieces = (await receivedBy(person)).filter(({ media }) => media !== undefined);
      pieces.sort((left, right) => left.messageId - right.messageId);
      expect(pieces.map(({ media }) => media?.fileName)).toEqual(['one.txt', 'two.txt', 'three.txt']);
      expect(pieces[0]?.mediaGroupId).toBeDefined();
      expect(new Set(pieces.map(({ mediaGroupId }) => mediaGroupId)).size).toBe(1);
    }
  });

  it('is not for somebody without the permission', async () => {
    const asked = await stage.people.sendText(ANN, '/broadcast Hello from Ann');
    await stage.people.waitForMessage(ANN, 'for admins only', { since: asked });
    expect(await timesReceived(FIRST, 'Hello from Ann')).toBe(0);
  });
});
