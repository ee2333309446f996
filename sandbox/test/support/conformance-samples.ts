import { type Fixture } from './conformance-fixture';

type Values = Record<string, unknown>;
type Make = (fixture: Fixture) => Values;

/** Methods about groups are called there; all others in the private chat. */
const IN_GROUP =
  /Member|Invite|JoinRequest|leaveChat|setChat(Title|Description|Permissions|Administrator)|getChatAdministrators|[pP]in(All)?Chat/;

/** What a method needs besides what every parameter of that name gets from {@link sampleOf}. */
const EXTRA: Record<string, Make> = {
  editMessageText: (f) => ({ chat_id: f.person, message_id: f.ownText, text: 'new text' }),
  editMessageCaption: (f) => ({ chat_id: f.person, message_id: f.ownPhoto, caption: 'new caption' }),
  editMessageMedia: (f) => ({
    chat_id: f.person,
    message_id: f.ownText,
    media: { type: 'document', media: f.documentId },
  }),
  editMessageReplyMarkup: (f) => ({ chat_id: f.person, message_id: f.ownText }),
  stopPoll: (f) => ({ message_id: f.ownPoll }),
  pinChatMessage: (f) => ({ message_id: f.groupText }),
  unpinChatMessage: (f) => ({ message_id: f.pinned }),
  sendMediaGroup: (f) => ({ media: [f.photoId, f.photoId].map((media) => ({ type: 'photo', media })) }),
  sendVenue: () => ({ title: 'A place', address: 'A street' }),
  sendPoll: () => ({ question: 'Which?', options: [{ text: 'a' }, { text: 'b' }] }),
  setChatTitle: () => ({ title: 'A new title' }),
  setChatDescription: () => ({ description: 'A new description' }),
  unbanChatMember: (f) => ({ user_id: f.banned }),
  approveChatJoinRequest: (f) => ({ user_id: f.applicant }),
  declineChatJoinRequest: (f) => ({ user_id: f.applicant }),
  setChatAdministratorCustomTitle: (f) => ({ user_id: f.person }),
  setMyCommands: () => ({ commands: [{ command: 'start', description: 'Begin' }] }),
};

const BY_NAME: Record<string, (f: Fixture) => unknown> = {
  from_chat_id: (f) => f.person,
  message_id: (f) => f.ownText,
  message_ids: (f) => [f.ownText, f.ownPhoto],
  user_id: (f) => f.member,
  file_id: (f) => f.documentId,
  document: (f) => f.documentId,
  photo: (f) => f.photoId,
  text: () => 'text',
  phone_number: () => '+998901234567',
  first_name: () => 'Ann',
  latitude: () => 41.3,
  longitude: () => 69.2,
  action: () => 'typing',
  callback_query_id: (f) => f.callbackQueryId,
  inline_query_id: (f) => f.inlineQueryId,
  results: () => [{ type: 'article', id: '1', title: 'One', input_message_content: { message_text: 'one' } }],
  invite_link: (f) => f.inviteLink,
  custom_title: () => 'boss',
  url: () => '',
  permissions: () => ({ can_send_messages: true }),
  parse_mode: () => 'HTML',
  caption: () => 'caption',
  caption_entities: () => [{ type: 'bold', offset: 0, length: 1 }],
  entities: () => [{ type: 'bold', offset: 0, length: 1 }],
  reply_parameters: (f) => ({ message_id: f.personText }),
  reply_markup: () => ({ inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] }),
  link_preview_options: () => ({ is_disabled: true }),
  allowed_updates: () => ['message'],
  scope: () => ({ type: 'all_private_chats' }),
  language_code: () => 'uz',
  menu_button: () => ({ type: 'commands' }),
  reaction: () => [{ type: 'emoji', emoji: '👍' }],
  emoji: () => '🎯',
  type: () => 'regular',
  secret_token: () => 'secret',
  name: () => 'name',
  description: () => 'description',
  short_description: () => 'short',
};

/** The least a method can be called with. */
export function requiredValues(method: string, schema: Record<string, string>, fixture: Fixture): Values {
  const values: Values = {};
  for (const name of Object.keys(schema).filter((key) => key.endsWith('!'))) {
    values[name.slice(0, -1)] = sampleOf(method, name.slice(0, -1), fixture);
  }
  return { ...values, ...EXTRA[method]?.(fixture) };
}

/** A good value for a parameter; `undefined` when there is none at hand. */
export function sampleOf(method: string, name: string, fixture: Fixture): unknown {
  if (name === 'chat_id') return IN_GROUP.test(method) ? fixture.group : fixture.person;
  return EXTRA[method]?.(fixture)[name] ?? BY_NAME[name]?.(fixture);
}

/** A value no parameter of this type accepts; `undefined` for strings, which accept everything. */
export function wrongValueOf(type: string): unknown {
  const alternatives = type.split('|');
  if (alternatives.some((one) => one === 'String' || one === 'InputFile')) return undefined;
  if (alternatives.includes('Integer') || alternatives.includes('Float')) return 'not a number';
  if (alternatives.includes('Boolean')) return 'perhaps';
  return alternatives.some((one) => one.startsWith('Array of')) ? '{"an":"object"}' : '["an array"]';
}
