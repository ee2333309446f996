import { type Sandbox } from '../../src';

/** Ids of things that exist, made anew for every call so that calls can't spoil each other. */
export interface Fixture {
  token: string;
  person: number;
  /** A supergroup in which the bot is an administrator. */
  group: number;
  member: number;
  banned: number;
  applicant: number;
  ownText: number;
  ownPhoto: number;
  ownPoll: number;
  personText: number;
  groupText: number;
  pinned: number;
  documentId: string;
  photoId: string;
  callbackQueryId: string;
  inlineQueryId: string;
  inviteLink: string;
}

export type CallApi = (method: string, parameters: Record<string, unknown>) => Promise<ApiResponse>;
export interface ApiResponse {
  ok: boolean;
  result?: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- an answer's shape depends on the method
  error_code?: number;
  description?: string;
}

let nextBotNumber = 900_000;

/** A new bot with a person and a group of its own. */
export async function makeFixture(
  sandbox: Sandbox,
  photo: Buffer,
  callAs: (token: string) => CallApi,
): Promise<Fixture> {
  const botId = ++nextBotNumber;
  const token = `${botId}:${'x'.repeat(35)}`;
  const call = callAs(token);
  const { control } = sandbox;
  await control.addBot({ token });
  const newPerson = async (firstName: string) => (await control.addPerson({ firstName })).id;
  const [person, member, banned, applicant] = [
    await newPerson('Person'),
    await newPerson('Member'),
    await newPerson('Banned'),
    await newPerson('Applicant'),
  ];
  const chatId = botId;
  const started = await control.start(person, { botId });
  const group = await control.addChat({
    type: 'supergroup',
    title: 'Group',
    creatorId: person,
    memberIds: [member],
    adminBotIds: [botId],
    joinByRequest: true,
  });
  await control.setMember(group.id, banned, { status: 'kicked' });
  await control.requestToJoin(group.id, { personId: applicant });
  const bytes = Buffer.from('document');
  const [document] = await control.sendMessage(person, { chatId, media: [{ kind: 'document', file: 'attach://f' }] }, [
    { name: 'f', fileName: 'a.txt', content: { bytes } },
  ]);
  const [picture] = await control.sendMessage(person, { chatId, media: [{ kind: 'photo', file: 'attach://f' }] }, [
    { name: 'f', content: { bytes: photo } },
  ]);
  const groupText = await control.sendText(person, 'in the group', { chatId: group.id });
  const photoId = (picture?.raw.photo ?? []).at(-1)?.file_id ?? '';
  const send = async (method: string, parameters: object): Promise<number> =>
    (await call(method, { chat_id: person, ...parameters })).result?.message_id as number;
  const keyboard = { inline_keyboard: [[{ text: 'Press', callback_data: 'd' }]] };
  const ownText = await send('sendMessage', { text: 'own text', reply_markup: keyboard });
  const pinned = (await call('sendMessage', { chat_id: group.id, text: 'pinned' })).result?.message_id as number;
  await call('pinChatMessage', { chat_id: group.id, message_id: pinned });
  const { callbackQueryId } = await control.pressButton(person, {
    chatId,
    messageId: ownText,
    data: 'd',
    timeoutMs: 0,
  });
  const { inlineQueryId } = await control.queryInline(person, { botId, query: 'q', timeoutMs: 0 });
  const link = await call('createChatInviteLink', { chat_id: group.id });
  return {
    token,
    person,
    group: group.id,
    member,
    banned,
    applicant,
    ownText,
    ownPhoto: await send('sendPhoto', { photo: photoId, caption: 'old caption' }),
    ownPoll: await send('sendPoll', { question: 'q?', options: ['a', 'b'] }),
    personText: started.messageId,
    groupText: groupText.messageId,
    pinned,
    documentId: document?.raw.document?.file_id ?? '',
    photoId,
    callbackQueryId,
    inlineQueryId,
    inviteLink: link.result?.invite_link as string,
  };
}
