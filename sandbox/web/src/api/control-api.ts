import type { BotCommand } from '@grammyjs/types';
import type {
  BotView,
  ButtonOutcome,
  ButtonPress,
  CallQuery,
  CallRecord,
  ChatView,
  Fault,
  InlineChoice,
  InlineOutcome,
  InlineRequest,
  MemberChange,
  MessageQuery,
  NewChat,
  NewFault,
  NewPerson,
  OutgoingMessage,
  Page,
  Person,
  PersonPatch,
  SandboxInfo,
  SandboxSettings,
  SandboxStats,
  SeenChat,
  SeenMessage,
  SeenMessages,
  SettingsPatch,
} from '../../../src/control/contract';
import { ControlRefusal } from './control-refusal';
import { postForm } from './post-form';

const PREFIX = '/sandbox/api';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

async function call<T>(method: Method, path: string, body?: object): Promise<T> {
  const response = await fetch(PREFIX + path, {
    method,
    headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  }).catch(() => {
    throw new ControlRefusal('The sandbox can’t be reached.');
  });
  const text = await response.text();
  if (!response.ok) throw ControlRefusal.fromBody(response.status, text);
  return (text ? JSON.parse(text) : undefined) as T;
}

function withQuery(path: string, query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries<string | number | undefined>({ ...query })) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}

const message = (personId: number, chatId: number, messageId: number) =>
  `/people/${personId}/chats/${chatId}/messages/${messageId}`;

/** Where the bytes of a file are. */
export function fileUrl(fileUniqueId: string): string {
  return `${PREFIX}/files/${encodeURIComponent(fileUniqueId)}`;
}

/** Where the live events are; `people` and `types` narrow them down. */
export function eventsUrl(people: readonly number[], types: readonly string[]): string {
  return withQuery(`${PREFIX}/events`, { people: people.join(','), types: types.join(',') });
}

/** An upload that travels with a message; `name` is what `attach://` refers to. */
export interface AttachedFile {
  name: string;
  fileName: string;
  content: Blob;
}

/** The control API of the sandbox this page was loaded from. Every call rejects with a {@link ControlRefusal} that can be shown. */
export const controlApi = {
  getInfo: () => call<SandboxInfo>('GET', '/info'),
  getStats: () => call<SandboxStats>('GET', '/stats'),
  getSettings: () => call<SandboxSettings>('GET', '/settings'),
  changeSettings: (patch: SettingsPatch) => call<SandboxSettings>('PATCH', '/settings', patch),

  listBots: () => call<BotView[]>('GET', '/bots'),
  listPeople: (query: { limit?: number; offset?: number; q?: string }) =>
    call<Page<Person>>('GET', withQuery('/people', query)),
  getPerson: (personId: number) => call<Person>('GET', `/people/${personId}`),
  addPerson: (person: NewPerson) => call<Person>('POST', '/people', person),
  changePerson: (personId: number, patch: PersonPatch) => call<Person>('PATCH', `/people/${personId}`, patch),
  block: (personId: number, botId: number) => call<Person>('POST', `/people/${personId}/block`, { botId }),
  unblock: (personId: number, botId: number) => call<Person>('POST', `/people/${personId}/unblock`, { botId }),
  start: (personId: number, botId: number, payload?: string) =>
    call<SeenMessage>('POST', `/people/${personId}/start`, { botId, payload }),
  listCommands: (personId: number, query: { chatId: number; botId: number }) =>
    call<BotCommand[]>('GET', withQuery(`/people/${personId}/commands`, query)),

  listChatsOf: (personId: number) => call<SeenChat[]>('GET', `/people/${personId}/chats`),
  listMessages: (personId: number, chatId: number, query: MessageQuery) =>
    call<SeenMessages>('GET', withQuery(`/people/${personId}/chats/${chatId}/messages`, query)),
  sendMessage: (
    personId: number,
    outgoing: OutgoingMessage,
    files: AttachedFile[] = [],
    onProgress?: (share: number) => void,
  ): Promise<SeenMessage[]> => {
    const path = `/people/${personId}/messages`;
    if (files.length === 0) return call('POST', path, outgoing);
    const form = new FormData();
    form.set('message', JSON.stringify(outgoing));
    for (const file of files) form.set(file.name, file.content, file.fileName);
    return postForm(PREFIX + path, form, onProgress);
  },
  editMessage: (personId: number, chatId: number, messageId: number, text: string) =>
    call<SeenMessage>('PATCH', message(personId, chatId, messageId), { text }),
  deleteMessage: (personId: number, chatId: number, messageId: number) =>
    call<void>('DELETE', message(personId, chatId, messageId)),
  react: (personId: number, chatId: number, messageId: number, emoji: string | null) =>
    call<SeenMessage>('PUT', `${message(personId, chatId, messageId)}/reaction`, { emoji }),
  pressButton: (personId: number, press: ButtonPress) =>
    call<ButtonOutcome>('POST', `/people/${personId}/callbacks`, press),
  queryInline: (personId: number, request: InlineRequest) =>
    call<InlineOutcome>('POST', `/people/${personId}/inline-queries`, request),
  chooseInlineResult: (personId: number, choice: InlineChoice) =>
    call<SeenMessage>('POST', `/people/${personId}/inline-results`, choice),

  listChats: () => call<ChatView[]>('GET', '/chats'),
  addChat: (chat: NewChat) => call<ChatView>('POST', '/chats', chat),
  getChat: (chatId: number) => call<ChatView>('GET', `/chats/${chatId}`),
  setMember: (chatId: number, userId: number, change: MemberChange) =>
    call<ChatView>('PUT', `/chats/${chatId}/members/${userId}`, change),
  requestToJoin: (chatId: number, personId: number) =>
    call<void>('POST', `/chats/${chatId}/join-requests`, { personId }),

  listFaults: () => call<Fault[]>('GET', '/faults'),
  addFault: (fault: NewFault) => call<Fault>('POST', '/faults', fault),
  removeFault: (faultId: number) => call<void>('DELETE', `/faults/${faultId}`),
  removeFaults: () => call<void>('DELETE', '/faults'),
  listCalls: (query: CallQuery) => call<CallRecord[]>('GET', withQuery('/calls', query)),
  clearCalls: () => call<void>('DELETE', '/calls'),
};
