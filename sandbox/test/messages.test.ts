import { type Sandbox, startSandbox } from '../src';
import { Api, BOT_ID, TOKEN } from './support/api';

let sandbox: Sandbox;
let api: Api;
let ann: number;

beforeAll(async () => {
  sandbox = await startSandbox({ bots: [{ token: TOKEN, username: 'hop_bot' }] });
  api = new Api(sandbox);
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await sandbox.control.reset();
  ann = (await sandbox.control.addPerson({ firstName: 'Ann' })).id;
  await sandbox.control.start(ann);
  await api.ok('getUpdates', { allowed_updates: [] });
});

describe('who can be written to', () => {
  it('refuses people the bot has never met, other bots, and whoever shut it out', async () => {
    const bob = await sandbox.control.addPerson({ firstName: 'Bob' });
    const send = (chat_id: number | string) => api.refusal('sendMessage', { chat_id, text: 'hi' });
    expect(await send(bob.id)).toBe('400 Bad Request: chat not found');
    expect(await send('@nobody')).toBe('400 Bad Request: chat not found');
    expect(await send(BOT_ID)).toBe("403 Forbidden: bot can't send messages to bots");
    const group = await sandbox.control.addChat({
      type: 'group',
      title: 'G',
      creatorId: ann,
      memberIds: [bob.id],
      botIds: [BOT_ID],
    });
    expect(await send(bob.id)).toBe("403 Forbidden: bot can't initiate conversation with a user");
    expect(await send(group.id)).toBe('ok');
    await sandbox.control.block(ann);
    expect(await send(ann)).toBe('403 Forbidden: bot was blocked by the user');
    await sandbox.control.start(ann);
    expect(await send(ann)).toBe('ok');
    await sandbox.control.changePerson(ann, { deactivated: true });
    expect(await send(ann)).toBe('403 Forbidden: user is deactivated');
  });

  it('tells a bot that it was thrown out of a group, and where a group has moved', async () => {
    const group = await sandbox.control.addChat({ type: 'group', title: 'G', creatorId: ann, botIds: [BOT_ID] });
    const next = await sandbox.control.migrateChat(group.id);
    expect(await api.call('sendMessage', { chat_id: group.id, text: 'hi' })).toEqual({
      ok: false,
      error_code: 400,
      description: 'Bad Request: group chat was upgraded to a supergroup chat',
      parameters: { migrate_to_chat_id: next.id },
    });
    expect(await api.refusal('sendMessage', { chat_id: next.id, text: 'hi' })).toBe('ok');
    await sandbox.control.setMember(next.id, BOT_ID, { status: 'kicked' });
    expect(await api.refusal('sendMessage', { chat_id: next.id, text: 'hi' })).toBe(
      '403 Forbidden: bot was kicked from the supergroup chat',
    );
    await sandbox.control.setMember(next.id, BOT_ID, { status: 'left' });
    expect(await api.refusal('sendMessage', { chat_id: next.id, text: 'hi' })).toBe(
      '403 Forbidden: bot is not a member of the supergroup chat',
    );
  });

  it('lets only administrators write in channels, and members be restricted in groups', async () => {
    const channel = await sandbox.control.addChat({
      type: 'channel',
      title: 'C',
      username: 'news_room',
      creatorId: ann,
      botIds: [BOT_ID],
    });
    expect(await api.refusal('sendMessage', { chat_id: '@news_room', text: 'hi' })).toBe(
      '400 Bad Request: need administrator rights in the channel chat',
    );
    expect(await api.refusal('getChatMember', { chat_id: channel.id, user_id: ann })).toBe(
      '400 Bad Request: member list is inaccessible',
    );
    await sandbox.control.setMember(channel.id, BOT_ID, { status: 'administrator' });
    expect(await api.refusal('sendMessage', { chat_id: '@news_room', text: 'hi' })).toBe('ok');
    const group = await sandbox.control.addChat({ type: 'supergroup', title: 'G', creatorId: ann, botIds: [BOT_ID] });
    await sandbox.control.setMember(group.id, BOT_ID, { status: 'restricted' });
    expect(await api.refusal('pinChatMessage', { chat_id: group.id, message_id: 1 })).toBe(
      '400 Bad Request: not enough rights to pin a message',
    );
  });
});

describe('what can be said', () => {
  const send = (parameters: Record<string, unknown>) =>
    api.refusal('sendMessage', { chat_id: ann, text: 'hi', ...parameters });
  const button = (fields: object) => ({ reply_markup: { inline_keyboard: [[{ text: 'b', ...fields }]] } });

  it('counts 4096 characters after parsing, and 1024 in captions', async () => {
    expect(await send({ text: 'a'.repeat(4096) })).toBe('ok');
    expect(await send({ text: `<b>${'a'.repeat(4096)}</b>`, parse_mode: 'HTML' })).toBe('ok');
    expect(await send({ text: 'a'.repeat(4097) })).toBe('400 Bad Request: message is too long');
    expect(await send({ text: '😀'.repeat(2049) })).toBe('400 Bad Request: message is too long');
    expect(await send({ text: '   ' })).toBe('400 Bad Request: message text is empty');
    const photo = 'file_id';
    expect(await api.refusal('sendPhoto', { chat_id: ann, photo, caption: 'a'.repeat(1025) })).toBe(
      '400 Bad Request: message caption is too long',
    );
  });

  it.each([
    [{ callback_data: 'x'.repeat(64) }, 'ok'],
    [{ callback_data: 'é'.repeat(33) }, '400 Bad Request: BUTTON_DATA_INVALID'],
    [{ url: 'https://example.org' }, 'ok'],
    [
      { url: 'ftp://example.org' },
      "400 Bad Request: inline keyboard button URL 'ftp://example.org' is invalid: Unsupported URL protocol",
    ],
    [{ url: 'nothing' }, "400 Bad Request: inline keyboard button URL 'nothing' is invalid: Wrong HTTP URL"],
    [{}, "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
    [
      { text: undefined, callback_data: 'a' },
      '400 Bad Request: can\'t parse inline keyboard button: Can\'t find field "text"',
    ],
    [{ text: ' ', callback_data: 'a' }, '400 Bad Request: inline keyboard button text must be non-empty'],
    [{ url: 'https://a.org', callback_data: 'a' }, '400 Bad Request: BUTTON_TYPE_INVALID'],
  ])('judges the button %j', async (fields, verdict) => {
    expect(await send(button(fields))).toBe(verdict);
  });

  it('refuses too many buttons and markup that is none', async () => {
    const rows = Array.from({ length: 101 }, () => [{ text: 'a', callback_data: 'a' }]);
    expect(await send({ reply_markup: { inline_keyboard: rows } })).toBe('400 Bad Request: reply markup is too long');
    expect(await send({ reply_markup: '{broken' })).toBe(
      "400 Bad Request: can't parse reply keyboard markup JSON object",
    );
    expect(await send({ reply_markup: { inline_keyboard: [] } })).toBe('ok');
  });

  it('refuses replies to what is gone, unless told not to mind', async () => {
    const own = (await api.ok('sendMessage', { chat_id: ann, text: 'first' })).message_id;
    const reply = await api.ok('sendMessage', { chat_id: ann, text: 'second', reply_parameters: { message_id: own } });
    expect(reply.reply_to_message).toMatchObject({ message_id: own, text: 'first' });
    await api.ok('deleteMessage', { chat_id: ann, message_id: own });
    expect(await send({ reply_parameters: { message_id: own } })).toBe(
      '400 Bad Request: message to be replied not found',
    );
    expect(await send({ reply_parameters: { message_id: own, allow_sending_without_reply: true } })).toBe('ok');
    expect(await send({ reply_to_message_id: own })).toBe('400 Bad Request: message to be replied not found');
  });

  it('notes unknown parameters in the call log', async () => {
    await send({ disable_sound: true });
    const [call] = await sandbox.control.listCalls({ limit: 1 });
    expect(call).toMatchObject({ outcome: 'ok', warnings: ['unknown parameter "disable_sound"'] });
  });
});

describe('edits and deletions', () => {
  it('says when an edit changes nothing, has no target, or the wrong one', async () => {
    const { message_id } = await api.ok('sendMessage', { chat_id: ann, text: 'text' });
    const edit = (parameters: object) => api.refusal('editMessageText', { chat_id: ann, message_id, ...parameters });
    expect(await edit({ text: 'text' })).toBe(
      '400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
    expect(await edit({ text: 'other' })).toBe('ok');
    expect(await edit({ text: 'x', message_id: 999 })).toBe('400 Bad Request: message to edit not found');
    expect(await edit({ text: 'x', message_id: 1 })).toBe("400 Bad Request: message can't be edited");
    expect(await api.refusal('editMessageCaption', { chat_id: ann, message_id, caption: 'x' })).toBe(
      '400 Bad Request: there is no caption in the message to edit',
    );
    expect(await api.refusal('deleteMessage', { chat_id: ann, message_id: 999 })).toBe(
      '400 Bad Request: message to delete not found',
    );
    expect(await api.refusal('deleteMessages', { chat_id: ann, message_ids: [message_id, 999] })).toBe('ok');
    expect((await sandbox.control.listMessages(ann)).items.map((message) => message.messageId)).toEqual([1]);
  });

  it('copies with a new caption, forwards with the origin, and keeps protected messages in', async () => {
    const sent = await sandbox.control.sendDocument(
      ann,
      { bytes: Buffer.from('x') },
      { fileName: 'a.txt', caption: 'old' },
    );
    const from = { from_chat_id: ann, message_id: sent.messageId, chat_id: ann };
    await api.ok('copyMessage', { ...from, caption: '<b>new</b>', parse_mode: 'HTML' });
    expect(await sandbox.control.waitForMessage(ann, 'new')).toMatchObject({
      media: { fileName: 'a.txt' },
      forwardedFrom: undefined,
    });
    const forwarded = await api.ok('forwardMessage', from);
    expect(forwarded.forward_origin).toMatchObject({ type: 'user', sender_user: { id: ann } });
    const { message_id } = await api.ok('sendMessage', { chat_id: ann, text: 'secret', protect_content: true });
    expect(await api.refusal('copyMessage', { ...from, message_id })).toBe("400 Bad Request: message can't be copied");
    expect(await api.refusal('copyMessage', { ...from, message_id: 999 })).toBe(
      '400 Bad Request: message to copy not found',
    );
    const many = await api.ok('copyMessages', {
      chat_id: ann,
      from_chat_id: ann,
      message_ids: [1, sent.messageId, 998],
    });
    expect(many).toHaveLength(2);
    expect(
      await api.refusal('copyMessages', {
        chat_id: ann,
        from_chat_id: ann,
        message_ids: Array.from({ length: 101 }, (_, i) => i + 1),
      }),
    ).toBe('400 Bad Request: too many message identifiers specified');
  });
});

describe('questions', () => {
  it('accepts one answer to a button press, in time', async () => {
    await api.ok('sendMessage', {
      chat_id: ann,
      text: 'menu',
      reply_markup: { inline_keyboard: [[{ text: 'Go', callback_data: 'go' }]] },
    });
    const menu = await sandbox.control.waitForMessage(ann, 'menu');
    const pressing = sandbox.control.tapButton(ann, menu.messageId, 'Go');
    const [update] = await api.ok('getUpdates', { offset: -1, timeout: 5 });
    const callback_query_id = update.callback_query?.id as string;
    expect(update.callback_query).toMatchObject({
      data: 'go',
      from: { id: ann },
      message: { message_id: menu.messageId },
    });
    expect(await api.refusal('answerCallbackQuery', { callback_query_id, text: 'x'.repeat(201) })).toBe(
      '400 Bad Request: MESSAGE_TOO_LONG',
    );
    await api.ok('answerCallbackQuery', { callback_query_id, text: 'Done', show_alert: true });
    expect(await pressing).toMatchObject({ answered: true, text: 'Done', showAlert: true });
    expect(await api.refusal('answerCallbackQuery', { callback_query_id })).toBe(
      '400 Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
  });

  it('refuses inline answers with double ids, too many results or files of another bot', async () => {
    const asking = sandbox.control.queryInline(ann, { query: 'x', timeoutMs: 3_000 });
    const [update] = await api.ok('getUpdates', { offset: -1, timeout: 5 });
    const inline_query_id = update.inline_query?.id as string;
    const article = (id: string) => ({ type: 'article', id, title: 't', input_message_content: { message_text: 'm' } });
    const answer = (results: unknown[]) => api.refusal('answerInlineQuery', { inline_query_id, results });
    expect(await answer([article('1'), article('1')])).toBe('400 Bad Request: RESULT_ID_DUPLICATE');
    expect(await answer(Array.from({ length: 51 }, (_, index) => article(String(index))))).toBe(
      '400 Bad Request: too many inline query results specified',
    );
    expect(await answer([{ type: 'document', id: '1', title: 't', document_file_id: 'AAAA' }])).toMatch(
      /^400 Bad Request: wrong remote file identifier specified/,
    );
    expect(await answer([article('1')])).toBe('ok');
    expect((await asking).results).toHaveLength(1);
  });
});
