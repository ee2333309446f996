import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from './support/eventually';
import { labels, noise, sha256 } from './support/library';
import {
  addProduct,
  completeWith,
  downloadsBegun,
  mediaFolder,
  orderIdOf,
  orderWith,
  timesTold,
  told,
} from './support/orders';
import { ANN, BOB, OWNER, Stage } from './support/stage';

const FLYER = { code: 'A100', name: 'Flyer', kinds: ['document', 'photo'], limitMb: '1', pattern: '[A-Z]{2}-\\d{4}' };
const BANNER = { code: 'B200', name: 'Banner', kinds: ['document'], limitMb: '20' };

describe('orders, seen from both sides', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.startApp();
    await addProduct(stage, FLYER);
    await addProduct(stage, BANNER);
  });

  afterAll(() => stage.close());

  it('takes media with a code, asks for the series at once, stores every byte and tells both sides once', async () => {
    const { people } = stage;
    const bytes = noise(200_000, 'flyer');
    const question = await orderWith(stage, ANN, bytes, { caption: 'a100, please' });
    const id = orderIdOf(question);
    await completeWith(stage, ANN, 'AB-1234');
    await told(stage, OWNER, `Order #${id} is complete`);
    expect(await timesTold(stage, ANN, `Order #${id} is complete`)).toBe(1);
    expect(await timesTold(stage, OWNER, `Order #${id} is complete`)).toBe(1);
    expect(await storedHashes(stage)).toContain(await sha256(bytes));

    const notice = await people.waitForMessage(OWNER, `Order #${id} is complete`);
    expect(notice.text).toContain('Ann');
    await people.tapButton(OWNER, notice.messageId, '📋 Open the order');
    const card = await people.waitForMessage(OWNER, '✅ received', { since: notice });
    expect(card.text).toContain('AB-1234');
  });

  it('begins with /order or a deep link, and the next media belongs to it', async () => {
    const { people } = stage;
    const command = await people.sendText(ANN, '/order b200');
    const invitation = await people.waitForMessage(ANN, 'Send me your file now', { since: command });
    expect(invitation.text).toContain('document');
    const sent = await people.sendDocument(ANN, { bytes: noise(900, 'banner') }, { caption: 'my banner' });
    await people.waitForMessage(ANN, 'Now send me the series', { since: sent });
    await completeWith(stage, ANN, 'any text at all');

    const link = await people.sendText(BOB, '/start order_b200');
    await people.waitForMessage(BOB, 'Send me your file now', { since: link });
    const bobs = await people.sendDocument(BOB, { bytes: noise(901, 'banner') });
    await people.waitForMessage(BOB, 'Now send me the series', { since: bobs });
    await completeWith(stage, BOB, 'another');
  });

  it('names the closest code for a mistyped one, as a button that goes on', async () => {
    const { people } = stage;
    const sent = await people.sendDocument(BOB, { bytes: noise(100, 'typo') }, { caption: 'A1O0' });
    const answer = await people.waitForMessage(BOB, 'Did you mean', { since: sent });
    expect(labels(answer)).toContain('A100');
    await people.tapButton(BOB, answer.messageId, 'A100');
    const begun = await people.waitForMessage(BOB, 'Send me your file now', { since: answer });
    await people.tapButton(BOB, begun.messageId, '✖ Cancel the order');
    await people.waitForMessage(BOB, 'is cancelled', { since: begun });
  });

  it('refuses the wrong kind and a file that is too big, and says what would do', async () => {
    const { people } = stage;
    const video = await people.sendMedia(BOB, 'video', { bytes: noise(500, 'video') }, { caption: 'A100' });
    const wrongKind = await people.waitForMessage(BOB, "can't be ordered with this: video", { since: video });
    expect(wrongKind.text).toContain('document, photo');
    const large = await people.sendDocument(BOB, { bytes: noise(1_100_000, 'large') }, { caption: 'A100' });
    const tooBig = await people.waitForMessage(BOB, 'may have at most', { since: large });
    expect(tooBig.text).toContain('1 MB');
  });

  it('does not take plain media for an order', async () => {
    const { people } = stage;
    const sent = await people.sendDocument(BOB, { bytes: noise(100, 'plain') });
    await people.waitForMessage(BOB, 'To order, send the file', { since: sent });
    const holiday = await people.sendDocument(
      BOB,
      { bytes: noise(101, 'plain') },
      { caption: 'Greetings from Samarkand' },
    );
    await people.waitForMessage(BOB, 'To order, send the file', { since: holiday });
  });

  it('asks again for a series that does not fit the pattern', async () => {
    const { people } = stage;
    await orderWith(stage, ANN, noise(300, 'series'), { caption: 'A100' });
    const wrong = await people.sendText(ANN, 'whatever');
    await people.waitForMessage(ANN, "doesn't look like a series", { since: wrong });
    await completeWith(stage, ANN, 'CD-0001');
  });

  it('gives the series to the order whose question was replied to', async () => {
    const { people } = stage;
    const older = await orderWith(stage, ANN, noise(310, 'reply'), { caption: 'A100' });
    const newer = await orderWith(stage, ANN, noise(311, 'reply'), { caption: 'A100' });
    const reply = await people.sendText(ANN, 'EF-0001', { replyTo: older.messageId });
    await people.waitForMessage(ANN, `Order #${orderIdOf(older)} is complete`, { since: reply });
    const rest = await people.sendText(ANN, 'EF-0002');
    await people.waitForMessage(ANN, `Order #${orderIdOf(newer)} is complete`, { since: rest });
  });

  it('takes an album as one order with several items', async () => {
    const { people } = stage;
    const names = ['one', 'two', 'three'];
    const [first] = await people.sendMessage(
      BOB,
      {
        text: 'B200',
        media: names.map((name) => ({ kind: 'document' as const, file: `attach://${name}`, fileName: `${name}.pdf` })),
      },
      names.map((name) => ({ name, content: { bytes: noise(700, name) } })),
    );
    const question = await people.waitForMessage(BOB, 'Now send me the series', { since: first });
    const complete = await completeWith(stage, BOB, 'album');
    expect(orderIdOf(complete)).toBe(orderIdOf(question));
    expect(complete.text).toContain('3 files received');
  });

  it('downloads a file once for two people who order with it', async () => {
    const { people } = stage;
    const sent = await people.sendDocument(ANN, { bytes: noise(5_000, 'shared') }, { caption: 'B200' });
    await people.waitForMessage(ANN, 'Now send me the series', { since: sent });
    await completeWith(stage, ANN, 'first');
    const before = await downloadsBegun(stage);
    expect(before).toBeGreaterThan(0);
    const fileId = sent.media?.fileUniqueId ?? '';
    const [again] = await people.sendMessage(BOB, { text: 'B200', media: [{ kind: 'document', file: fileId }] });
    await people.waitForMessage(BOB, 'Now send me the series', { since: again });
    await completeWith(stage, BOB, 'second');
    expect(await downloadsBegun(stage)).toBe(before);
  });

  it('lists orders with their states', async () => {
    const command = await stage.people.sendText(ANN, '/orders');
    const list = await stage.people.waitForMessage(ANN, 'Your orders', { since: command });
    expect(labels(list).some((label) => /#\d+ · Flyer · ✅ complete/.test(label))).toBe(true);
    expect(labels(list)).not.toContain('👥 All orders');
  });

  it('lets admins change a product and switch it off', async () => {
    const { people } = stage;
    const card = await addProduct(stage, { ...BANNER, code: 'C300', name: 'Poster' });
    await people.tapButton(OWNER, card.messageId, '✏️ Name');
    await people.waitForMessage(OWNER, 'What is its name', { since: card });
    const renamed = await people.sendText(OWNER, 'Large poster');
    const changed = await people.waitForMessage(OWNER, 'Large poster (C300) is changed', { since: renamed });
    await people.tapButton(OWNER, changed.messageId, '⏸ Switch off');
    await people.waitForMessage(OWNER, 'switched off', { since: changed });
    const order = await people.sendText(ANN, '/order C300');
    await people.waitForMessage(ANN, "can't be ordered at the moment", { since: order });
    const denied = await people.sendText(ANN, '/products');
    await people.waitForMessage(ANN, 'for admins only', { since: denied });
  });

  it('has told nobody anything twice', async () => {
    for (const person of [OWNER, ANN, BOB]) {
      const { items } = await stage.people.listMessages(person, undefined, { limit: 500 });
      const notices = items
        .map(({ outgoing, text }) => (outgoing ? undefined : /Order #\d+ is complete/.exec(text)?.[0]))
        .filter((notice) => notice !== undefined);
      expect(notices.length).toBeGreaterThan(0);
      expect(new Set(notices).size).toBe(notices.length);
    }
  });
});

describe('orders on bad days', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await Stage.open();
  });

  afterEach(() => stage.close());

  it('a download that is cut half way is carried on until the file is whole', async () => {
    const { people } = stage;
    await stage.startApp();
    await addProduct(stage, BANNER);
    const fault = await people.addFault({
      match: { method: 'file-download' },
      effect: { kind: 'cut', afterBytes: 200_000 },
      count: 1,
    });
    const bytes = noise(500_000, 'cut');
    const id = orderIdOf(await orderWith(stage, ANN, bytes, { caption: 'B200' }));
    await completeWith(stage, ANN, 'cut', 90_000);
    expect((await people.listFaults()).find((candidate) => candidate.id === fault.id)?.fired).toBe(1);
    expect(await storedHashes(stage)).toContain(await sha256(bytes));
    expect(await told(stage, OWNER, `Order #${id} is complete`)).toBe(1);
  });

  it('a failed order is told once to both sides and goes on with the button', async () => {
    const { people } = stage;
    await stage.startApp({ MAX_RETRIES: '0' });
    await addProduct(stage, BANNER);
    const fault = await people.addFault({
      match: { method: 'getFile' },
      effect: { kind: 'status', status: 400, description: 'Bad Request: wrong file_id' },
    });
    const id = orderIdOf(await orderWith(stage, ANN, noise(400, 'failed'), { caption: 'B200' }));
    expect(await told(stage, OWNER, `Order #${id} failed`)).toBe(1);
    expect(await told(stage, ANN, `Order #${id} could not be finished`)).toBe(1);
    await people.removeFault(fault.id);
    const notice = await people.waitForMessage(ANN, 'could not be finished');
    await people.tapButton(ANN, notice.messageId, '🔁 Try again');
    const again = await people.waitForMessage(ANN, 'Trying order', { since: notice });
    expect(orderIdOf(again)).toBe(id);
    await completeWith(stage, ANN, 'after all');
    expect(await told(stage, OWNER, `Order #${id} is complete`)).toBe(1);
  });

  it('kill -9 during the download: the order is complete after the restart, told once', async () => {
    const { people } = stage;
    const app = await stage.startApp();
    await addProduct(stage, BANNER);
    await people.addFault({ match: { method: 'file-download' }, effect: { kind: 'hang' }, count: 1 });
    const bytes = noise(600_000, 'killed');
    const id = orderIdOf(await orderWith(stage, ANN, bytes, { caption: 'B200' }));
    await eventually(async () => (await people.listFaults()).some(({ fired }) => fired > 0));
    await app.kill();
    await people.removeFaults();

    await stage.startApp();
    await completeWith(stage, ANN, 'phoenix', 90_000);
    expect(await told(stage, OWNER, `Order #${id} is complete`)).toBe(1);
    expect(await timesTold(stage, ANN, `Order #${id} is complete`)).toBe(1);
    expect(await storedHashes(stage)).toContain(await sha256(bytes));
  });
});

/** What lies in the media store, whatever it is called there. */
async function storedHashes(stage: Stage): Promise<string[]> {
  const entries = await readdir(mediaFolder(stage), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(async ({ parentPath, name }) => sha256(await readFile(join(parentPath, name)))));
}
