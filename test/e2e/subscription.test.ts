import { findAndDownload, labels, noise, untilProcessed, upload } from './support/library';
import { ANN, OWNER, Stage } from './support/stage';

describe('channels people must have joined', () => {
  let stage: Stage;
  let channelId: number;

  beforeAll(async () => {
    stage = await Stage.open();
    await stage.startApp();
    const botId = (await stage.people.listBots())[0]?.id ?? 0;
    const channel = await stage.people.addChat({
      type: 'channel',
      title: 'Bellhop <News>',
      username: 'bellhop_news',
      creatorId: OWNER,
      adminBotIds: [botId],
    });
    channelId = channel.id;
    await upload(stage, { title: 'Members only', fileName: 'members.txt', bytes: noise(700, 'members') });
    await untilProcessed(stage, 'Members only');
  });

  afterAll(() => stage.close());

  it('an admin adds a channel by its name', async () => {
    const { people } = stage;
    const command = await people.sendText(OWNER, '/channels');
    const list = await people.waitForMessage(OWNER, 'Required channels', { since: command });
    await people.tapButton(OWNER, list.messageId, labels(list).find((label) => label.includes('Add')) ?? '');
    await people.waitForMessage(OWNER, 'Which channel', { since: list });
    const name = await people.sendText(OWNER, '@bellhop_news');
    const added = await people.waitForMessage(OWNER, 'is on the list', { since: name });
    expect(added.text).toContain('Bellhop <News>');
  });

  it('somebody who has not joined is asked to, and the link they came by is resumed afterwards', async () => {
    const { people } = stage;
    const card = await people.sendText(OWNER, '/files');
    const list = await people.waitForMessage(OWNER, (m) => labels(m).some((l) => l.includes('Members')), {
      since: card,
    });
    await people.tapButton(OWNER, list.messageId, labels(list).find((label) => label.includes('Members')) ?? '');
    const open = await people.waitForMessage(OWNER, '?start=', { since: list });
    const payload = /\?start=(\S+)/.exec(open.text)?.[1] ?? '';
    expect(payload).not.toBe('');

    const start = await people.start(ANN, { payload });
    const gate = await people.waitForMessage(ANN, 'One step before', { since: start });
    expect(labels(gate)).toEqual(
      expect.arrayContaining([expect.stringContaining('Bellhop <News>'), '✅ I have joined']),
    );

    const tooEarly = await people.tapButton(ANN, gate.messageId, '✅ I have joined');
    expect(tooEarly.text).toContain('join the channels first');

    await people.setMember(channelId, ANN, { status: 'member' });
    await people.tapButton(ANN, gate.messageId, '✅ I have joined');
    const delivered = await people.waitForMessage(ANN, (m) => m.media !== undefined, { since: gate });
    expect(delivered.media?.fileName).toContain('Members only');
  });

  it('lets people in when Telegram cannot tell', async () => {
    const { people } = stage;
    await people.addPerson({ id: 777, firstName: 'Unknown', languageCode: 'en' });
    await people.addFault({ match: { method: 'getChatMember' }, effect: { kind: 'status', status: 500 } });
    await people.start(777);
    await people.waitForMessage(777, 'Hello');
    await findAndDownload(stage, 777, 'members', 'Members only');
    await people.removeFaults();
  });
});
