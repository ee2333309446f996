import {
  ControlError,
  type PersonActions,
  type Sandbox,
  type SandboxControl,
  SandboxClient,
  type SandboxEvent,
  startSandbox,
} from '../src';
import { Api, BOT_ID, TOKEN, until } from './support/api';
import { makeBytes, makeJpeg, sha256 } from './support/media';

describe.each(['in-process', 'over HTTP'])('the control API, %s', (way) => {
  let sandbox: Sandbox;
  let api: Api;
  let control: SandboxControl & PersonActions;
  let ann: number;

  beforeAll(async () => {
    sandbox = await startSandbox({ bots: [{ token: TOKEN, username: 'hop_bot', firstName: 'Hop' }] });
    api = new Api(sandbox);
    control = way === 'in-process' ? sandbox.control : new SandboxClient(sandbox.url);
  });
  afterAll(() => sandbox.close());

  beforeEach(async () => {
    await control.reset();
    ann = (await control.addPerson({ firstName: 'Ann', lastName: 'Lee', languageCode: 'uz' })).id;
  });

  const updates = (parameters: Record<string, unknown> = {}) => api.ok('getUpdates', parameters);

  it('gives the same ids in every run', async () => {
    const bob = await control.addPerson({ firstName: 'Bob' });
    const group = await control.addChat({ type: 'supergroup', title: 'Group' });
    expect([ann, bob.id, group.id, (await control.start(ann)).messageId]).toEqual([1001, 1002, -1001000000001, 1]);
  });

  it('sends text, albums, replies and forwards as a person, and a bot sees them', async () => {
    const { update_id } = (await updates({ offset: -1 })).at(-1) ?? { update_id: 0 };
    const text = await control.sendText(ann, '/order A100');
    const media = ['one', 'two'].map((file) => ({ kind: 'document' as const, file: `attach://${file}` }));
    const uploads = ['one', 'two'].map((name) => ({
      name,
      fileName: `${name}.txt`,
      content: { bytes: Buffer.from(name) },
    }));
    const album = await control.sendMessage(ann, { media, text: 'caption', replyTo: text.messageId }, uploads);
    const [forwarded] = await control.sendMessage(ann, { forward: { messageId: text.messageId } });
    expect(album.map(({ media: item, text: caption }) => [item?.fileName, caption])).toEqual([
      ['one.txt', 'caption'],
      ['two.txt', ''],
    ]);
    expect(album[0]?.replyTo).toMatchObject({ messageId: text.messageId, text: '/order A100' });
    expect(forwarded?.forwardedFrom).toBe('Ann Lee');
    const seen = await updates({ offset: update_id + 1 });
    const about = await control.sendText(ann, 'that one', { replyTo: album[1]?.messageId });
    expect(about.replyTo).toMatchObject({ text: '', media: 'document' });
    expect(seen.map(({ message }: { message: object }) => message)).toMatchObject([
      { text: '/order A100', entities: [{ type: 'bot_command', offset: 0, length: 6 }] },
      { document: { file_name: 'one.txt' }, caption: 'caption', media_group_id: expect.any(String) },
      { document: { file_name: 'two.txt' } },
      { forward_origin: { type: 'user', sender_user: { id: ann } } },
    ]);
  });

  it('uploads and gives back bytes, with their digest', async () => {
    const bytes = makeBytes(400_000);
    const sent = await control.sendMedia(ann, 'voice', { bytes }, { durationSeconds: 12, mimeType: 'audio/ogg' });
    expect(sent.media).toMatchObject({ kind: 'voice', size: 400_000, durationSeconds: 12 });
    const unique = sent.media?.fileUniqueId ?? '';
    expect(await control.getFileInfo(unique)).toMatchObject({ sha256: sha256(bytes), size: 400_000 });
    const chunks: Buffer[] = [];
    for await (const chunk of await control.downloadFile(unique)) chunks.push(chunk as Buffer);
    expect(sha256(Buffer.concat(chunks))).toBe(sha256(bytes));
    const [again] = await control.sendMessage(ann, { media: [{ kind: 'voice', file: unique }] });
    expect(again?.media?.fileUniqueId).toBe(unique);
  });

  it('makes files of any size whose bytes differ, and are the same when they are read from the middle', async () => {
    const file = { kind: 'document' as const, size: 700_001, fileName: 'folder/big.pdf' };
    const { fileUniqueId, mimeType } = await control.addFile(file);
    const other = await control.addFile(file);
    expect([mimeType, (await control.getStats()).fileBytes]).toEqual(['application/pdf', 0]);
    const whole: Buffer[] = [];
    for await (const chunk of await control.downloadFile(fileUniqueId)) whole.push(chunk as Buffer);
    const bytes = Buffer.concat(whole);
    const infos = await Promise.all([fileUniqueId, other.fileUniqueId].map((id) => control.getFileInfo(id)));
    expect([bytes.length, infos[0]?.sha256]).toEqual([700_001, sha256(bytes)]);
    expect(infos[0]?.sha256).not.toBe(infos[1]?.sha256);
    await control.sendMessage(ann, { media: [{ kind: 'document', file: fileUniqueId }] });
    const [update] = await updates({ offset: -1 });
    expect(update.message.document.file_name).toBe('big.pdf');
    const { file_path } = await api.ok('getFile', { file_id: update.message.document.file_id });
    expect(file_path).toMatch(/\.pdf$/);
    const part = await fetch(`${sandbox.url}/file/bot${TOKEN}/${file_path}`, { headers: { range: 'bytes=300000-' } });
    expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(300_000))).toBe(true);
  });

  it('shows people thumbnails of photos and what a bot attached', async () => {
    const photo = await control.sendMedia(ann, 'photo', { bytes: await makeJpeg(600, 400) });
    expect(photo.media).toMatchObject({ width: 600, height: 400, thumbnail: { width: 320 } });
  });

  it('waits for what comes, edits included, and for what goes', async () => {
    const started = await control.start(ann);
    const waiting = control.waitForMessage(ann, /^number \d$/, { since: started });
    const { message_id } = await api.ok('sendMessage', { chat_id: ann, text: 'number 1' });
    const first = await waiting;
    await api.ok('editMessageText', { chat_id: ann, message_id, text: 'number 2' });
    expect(await control.waitForMessage(ann, 'number 2', { since: first })).toMatchObject({
      messageId: message_id,
      editedAt: expect.any(Number),
    });
    const gone = control.waitForDeletion(ann, message_id);
    await api.ok('deleteMessage', { chat_id: ann, message_id });
    await gone;
    await expect(control.waitForMessage(ann, 'never', { timeoutMs: 50 })).rejects.toThrow(
      /No message like never within 50 ms/,
    );
  });

  it('tells a button that is missing by naming those that are there', async () => {
    await control.start(ann);
    const reply_markup = {
      inline_keyboard: [
        [
          { text: 'Yes', callback_data: 'y' },
          { text: 'Site', url: 'https://a.org' },
        ],
      ],
    };
    const { message_id } = await api.ok('sendMessage', { chat_id: ann, text: 'menu', reply_markup });
    const press = (label: string) => control.pressButton(ann, { messageId: message_id, label, timeoutMs: 50 });
    await expect(press('No')).rejects.toThrow('No button is labelled "No"; there are "Yes", "Site"');
    await expect(press('Site')).rejects.toThrow('calls no bot');
    expect(await press('Yes')).toMatchObject({ answered: false });
    expect(await control.pressButton(ann, { messageId: message_id, data: 'forged', timeoutMs: 0 })).toMatchObject({
      answered: false,
    });
  });

  it('lets people edit, delete and react', async () => {
    await updates({ allowed_updates: ['edited_message', 'message_reaction'] });
    const sent = await control.sendText(ann, 'first');
    await control.editMessage(ann, BOT_ID, sent.messageId, { text: 'second' });
    const reacted = await control.react(ann, BOT_ID, sent.messageId, { emoji: '👍' });
    expect(reacted).toMatchObject({ text: 'second', reactions: [{ emoji: '👍', count: 1, mine: true }] });
    expect(await updates({ allowed_updates: [] })).toMatchObject([
      { edited_message: { text: 'second', edit_date: expect.any(Number) } },
      { message_reaction: { new_reaction: [{ type: 'emoji', emoji: '👍' }], old_reaction: [] } },
    ]);
    await control.deleteMessage(ann, BOT_ID, sent.messageId);
    await expect(control.getMessage(ann, BOT_ID, sent.messageId)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('moves people in and out of chats, and bots learn of it when they asked to', async () => {
    await updates({ allowed_updates: ['chat_member', 'my_chat_member', 'chat_join_request'] });
    const channel = await control.addChat({
      type: 'channel',
      title: 'News',
      username: 'news_room',
      adminBotIds: [BOT_ID],
      joinByRequest: true,
    });
    const bob = await control.addPerson({ firstName: 'Bob' });
    await control.requestToJoin(channel.id, { personId: bob.id });
    expect((await control.getChat(channel.id)).pendingJoinRequests).toEqual([bob.id]);
    await api.ok('approveChatJoinRequest', { chat_id: channel.id, user_id: bob.id });
    expect(await api.ok('getChatMember', { chat_id: '@news_room', user_id: bob.id })).toMatchObject({
      status: 'member',
    });
    await control.setMember(channel.id, bob.id, { status: 'left' });
    expect(await updates({ allowed_updates: [] })).toMatchObject([
      { my_chat_member: { new_chat_member: { status: 'administrator', can_post_messages: true } } },
      { chat_join_request: { from: { id: bob.id } } },
      { chat_member: { new_chat_member: { status: 'member' }, from: { id: BOT_ID } } },
      { chat_member: { new_chat_member: { status: 'left' }, from: { id: bob.id } } },
    ]);
  });

  it('shows each person the commands of the narrowest scope in their language', async () => {
    const commands = (command: string) => [{ command, description: 'd' }];
    await api.ok('setMyCommands', { commands: commands('all') });
    await api.ok('setMyCommands', {
      commands: commands('uzbek'),
      language_code: 'uz',
      scope: { type: 'all_private_chats' },
    });
    const bob = await control.addPerson({ firstName: 'Bob' });
    await control.start(bob.id);
    const names = async (personId: number) => (await control.listCommands(personId)).map(({ command }) => command);
    expect([await names(ann), await names(bob.id)]).toEqual([['uzbek'], ['all']]);
    await api.ok('setMyCommands', { commands: commands('own'), scope: { type: 'chat', chat_id: bob.id } });
    expect(await names(bob.id)).toEqual(['own']);
    for (const scope of [{ type: 'default' }, { type: 'chat', chat_id: bob.id }])
      await api.ok('deleteMyCommands', { scope });
    await api.ok('deleteMyCommands', { language_code: 'uz', scope: { type: 'all_private_chats' } });
  });

  it('adds many people cheaply, some of them unreachable, and counts what each received', async () => {
    const result = await control.addPeople({ count: 10_000, blockedShare: 0.1, deactivatedShare: 0.05 });
    expect(result).toMatchObject({ count: 10_000, blocked: 1_000 });
    expect(result.deactivated).toBeGreaterThan(400);
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        api.refusal('sendMessage', { chat_id: result.firstId + index, text: 'hi' }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.includes('blocked'))).toHaveLength(4);
    const reached = outcomes.filter((outcome) => outcome === 'ok').length;
    const deliveries = await control.listDeliveries(BOT_ID);
    expect(deliveries).toHaveLength(reached);
    expect(deliveries.every(([, messages]) => messages === 1)).toBe(true);
    expect((await control.listPeople({ q: 'Person', limit: 1 })).total).toBe(10_000);
  });

  it('streams what watched people see, and nothing of others', async () => {
    const bob = await control.addPerson({ firstName: 'Bob' });
    const events: SandboxEvent[] = [];
    const stop = await control.subscribe((event) => events.push(event), {
      people: [ann],
      types: ['message', 'edit', 'chatAction', 'call'],
    });
    await control.start(bob.id);
    await control.start(ann);
    await api.ok('sendChatAction', { chat_id: ann, action: 'typing' });
    await api.ok('sendMessage', { chat_id: ann, text: 'to Ann' });
    await api.ok('sendMessage', { chat_id: bob.id, text: 'to Bob' });
    await until(() => events.filter(({ type }) => type === 'call').length === 3);
    stop();
    const seen = events.flatMap((event) => (event.type === 'message' ? [event.message.text] : []));
    expect(seen).toEqual(['/start', 'to Ann']);
    expect(events).toContainEqual({
      type: 'chatAction',
      personId: ann,
      chatId: BOT_ID,
      botId: BOT_ID,
      action: 'typing',
    });
  });

  it('keeps the newest messages only, and goes on', async () => {
    await control.start(ann);
    for (let index = 0; index < 1_010; index++) await sandbox.control.sendText(ann, `m${index}`);
    const { items } = await control.listMessages(ann, BOT_ID, { limit: 500 });
    expect([items.length, items.at(-1)?.text]).toEqual([500, 'm1009']);
    await expect(control.getMessage(ann, BOT_ID, 1)).rejects.toBeInstanceOf(ControlError);
  });

  it('refuses what makes no sense with the reason', async () => {
    await expect(control.getPerson(5)).rejects.toThrow('There is no person 5');
    await expect(control.sendText(ann, ' ')).rejects.toThrow('needs text or media');
    await expect(control.start(ann, { payload: 'not allowed!' })).rejects.toThrow('1–64 characters');
    await expect(control.addBot({ token: 'x' })).rejects.toThrow('A bot token reads');
    await control.block(ann);
    await expect(control.sendText(ann, 'hi')).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the control API’s front door', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  const request = (path: string, init?: RequestInit) => fetch(`${sandbox.url}${path}`, init);

  it('names every mistake in a body', async () => {
    const response = await request('/sandbox/api/people', {
      method: 'POST',
      body: JSON.stringify({ firstName: '', age: 3 }),
    });
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('bad_request');
    expect(error.message).toContain('firstName');
    expect(error.message).toContain('age');
  });

  it('says what a path takes, and refuses pages from elsewhere', async () => {
    expect((await request('/sandbox/api/nowhere')).status).toBe(404);
    expect(await (await request('/sandbox/api/people', { method: 'DELETE' })).text()).toContain('takes only GET POST');
    expect((await request('/sandbox/api/people', { headers: { Origin: 'https://evil.example' } })).status).toBe(409);
    expect((await request('/sandbox/api/people', { headers: { Origin: sandbox.url } })).status).toBe(200);
  });

  it('serves a page at its root and nothing outside it', async () => {
    const page = await request('/');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2f..%2fpackage.json', '/%00', '/%']) {
      expect({ path, status: (await request(path)).status }).toEqual({ path, status: 404 });
    }
  });
});
