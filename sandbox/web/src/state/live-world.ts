import type { Person, SandboxEvent, SeenMessage } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';
import { EventStream } from '../api/event-stream';
import { applyEvents, trimmed, withCalls, withEntry, withMessage } from './apply-events';
import { changeLayout, layout, peopleInView } from './layout';
import { attempt } from './notices';
import { createStore } from './store';
import { CALLS_KEPT, EMPTY_WORLD, chatKey, type ChatKey, type Conversation, type World } from './world';

/** Columns that open by themselves on the first visit. */
const SHOWN_AT_FIRST = 3;
const PAGE_SIZE = 60;
const RETRY_MS = 1_500;
const CHATS_PAUSE_MS = 150;
/** A chat in which something happens without end is shown as it was read last; the next events bring it up to date. */
const MOST_READINGS = 5;
const FIRST_PEOPLE = [
  { firstName: 'Olivia', lastName: 'Owner', username: 'olivia', languageCode: 'en' },
  { firstName: 'Timur', username: 'timur', languageCode: 'ru' },
  { firstName: 'Nilufar', username: 'nilufar', languageCode: 'uz' },
];

export const world = createStore<World>(EMPTY_WORLD);

const stream = new EventStream({
  onOpen: () => void attempt(catchUp()),
  onLost: () => world.update((state) => ({ ...state, connection: 'lost' })),
  onEvents: receive,
});

/** Reads the sandbox, as soon as it can be reached, and listens to it from then on. */
export async function startPage(): Promise<void> {
  while (
    !(await arrangeColumns().then(
      () => true,
      () => false,
    ))
  ) {
    world.update((state) => ({ ...state, connection: 'lost' }));
    await new Promise((resolve) => window.setTimeout(resolve, RETRY_MS));
  }
  layout.subscribe(watch);
  watch();
}

async function arrangeColumns(): Promise<void> {
  const known = await Promise.all(layout.get().shown.map((id) => controlApi.getPerson(id).catch(() => undefined)));
  const people = known.filter((person) => person !== undefined);
  if (people.length === 0) people.push(...(await firstPeople()));
  remember(people);
  changeLayout({ shown: people.map(({ id }) => id) });
}

/** Whoever is there already, or three people to begin with. */
async function firstPeople(): Promise<Person[]> {
  const { items } = await controlApi.listPeople({ limit: SHOWN_AT_FIRST });
  if (items.length > 0) return items;
  const people: Person[] = [];
  for (const person of FIRST_PEOPLE) people.push(await controlApi.addPerson(person));
  return people;
}

export function remember(people: readonly Person[]): void {
  world.update((state) => {
    const known = new Map(state.people);
    for (const person of people) known.set(person.id, person);
    return { ...state, people: known };
  });
}

function watch(): void {
  const { shown, inspector } = layout.get();
  const types: SandboxEvent['type'][] = [
    ...(['message', 'edit', 'delete', 'chatAction', 'chat', 'person', 'bot'] as const),
    ...(['faults', 'settings', 'reset'] as const),
  ];
  // Calls can be thousands a second: they only travel while somebody looks at them.
  if (inspector) types.push('call');
  stream.watch(shown, types);
}

function receive(events: SandboxEvent[]): void {
  for (const event of events) {
    if (event.type === 'reset') location.reload();
    if (event.type === 'message') readChatsSoon(event.personId);
    noteChange(event);
  }
  world.update((state) => applyEvents(state, events, { now: Date.now(), isOpen }));
}

/** How often something has happened in each chat since the page was opened. */
const changes = new Map<ChatKey, number>();

function noteChange(event: SandboxEvent): void {
  const chatId =
    event.type === 'message' || event.type === 'edit'
      ? event.message.chatId
      : event.type === 'delete'
        ? event.chatId
        : undefined;
  if (chatId === undefined || !('personId' in event)) return;
  const key = chatKey(event.personId, chatId);
  changes.set(key, (changes.get(key) ?? 0) + 1);
}

const chatsToRead = new Set<number>();

/** A message can open a chat or bring another keyboard. Both stand in the list of chats, read at most every so often. */
function readChatsSoon(personId: number): void {
  if (chatsToRead.has(personId)) return;
  chatsToRead.add(personId);
  window.setTimeout(() => {
    chatsToRead.delete(personId);
    void attempt(readChats(personId));
  }, CHATS_PAUSE_MS);
}

function isOpen(key: ChatKey): boolean {
  const { openChats } = layout.get();
  return peopleInView().some((personId) => openChatOf(personId, openChats) === key);
}

function openChatOf(personId: number, openChats: Readonly<Record<number, number>>): ChatKey | undefined {
  const chatId = openChats[personId] ?? world.get().bots[0]?.id;
  return chatId === undefined ? undefined : chatKey(personId, chatId);
}

/** Reads everything in view again: at the start, and whenever the stream was interrupted. */
async function catchUp(): Promise<void> {
  const { shown, inspector } = layout.get();
  const [info, bots, settings, faults] = await Promise.all([
    controlApi.getInfo(),
    controlApi.listBots(),
    controlApi.getSettings(),
    controlApi.listFaults(),
  ]);
  world.update((state) => ({ ...state, info, bots, settings, faults, connection: 'live' }));
  await Promise.all([
    ...shown.map(readChats),
    ...[...world.get().conversations.keys()].map((key) => readNewest(...splitKey(key))),
    ...(inspector ? [readCalls()] : []),
  ]);
}

function splitKey(key: ChatKey): [personId: number, chatId: number] {
  const [personId, chatId] = key.split(':').map(Number) as [number, number];
  return [personId, chatId];
}

async function readCalls(): Promise<void> {
  const calls = await controlApi.listCalls({ limit: CALLS_KEPT });
  world.update((state) => ({ ...state, calls: withCalls(calls, state.calls) }));
}

/** Reads the person's list of chats. */
export async function readChats(personId: number): Promise<void> {
  const chats = await controlApi.listChatsOf(personId);
  world.update((state) => ({ ...state, chats: withEntry(state.chats, personId, chats) }));
}

/** Reads the end of a chat: again when something happened in it meanwhile, which an answer from before must not undo. */
async function readNewest(personId: number, chatId: number): Promise<void> {
  const key = chatKey(personId, chatId);
  let items: SeenMessage[] = [];
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const known = changes.get(key);
    ({ items } = await controlApi.listMessages(personId, chatId, { limit: PAGE_SIZE }));
    if (changes.get(key) === known) break;
  }
  world.update((state) => {
    const before = state.conversations.get(key);
    const conversation = { ...before, messages: items, reachedStart: items.length < PAGE_SIZE };
    return { ...state, conversations: withEntry(state.conversations, key, conversation) };
  });
}

/** Reads a chat that comes into view, once, and marks it as read. */
export async function enterChat(personId: number, chatId: number): Promise<void> {
  const key = chatKey(personId, chatId);
  if (!world.get().conversations.has(key)) await readNewest(personId, chatId);
  world.update((state) => {
    const conversation = state.conversations.get(key);
    if (!conversation) return state;
    const unreadCount = state.unread.get(key) ?? 0;
    const unread = new Map(state.unread);
    unread.delete(key);
    const incoming = conversation.messages.filter(({ outgoing }) => !outgoing);
    const unreadFromId = unreadCount > 0 ? incoming.at(-unreadCount)?.messageId : undefined;
    const entered: Conversation = { ...trimmed(conversation), unreadFromId };
    return { ...state, unread, conversations: withEntry(state.conversations, key, entered) };
  });
}

/** Reads the page before the oldest message that is known. */
export async function readOlder(personId: number, chatId: number): Promise<void> {
  const key = chatKey(personId, chatId);
  const conversation = world.get().conversations.get(key);
  const oldest = conversation?.messages[0];
  if (!conversation || !oldest || conversation.reachedStart) return;
  const { items } = await controlApi.listMessages(personId, chatId, {
    beforeId: oldest.messageId,
    limit: PAGE_SIZE,
  });
  world.update((state) => {
    const current = state.conversations.get(key);
    // Two scrolls can ask for the same page: the second finds that it is there.
    if (!current || current.messages[0]?.messageId !== oldest.messageId) return state;
    const messages = [...items, ...current.messages];
    const grown = { ...current, messages, reachedStart: items.length < PAGE_SIZE };
    return { ...state, conversations: withEntry(state.conversations, key, grown) };
  });
}

/** Lets go of old messages once their reader is back at the end. */
export function forgetOlder(personId: number, chatId: number): void {
  const key = chatKey(personId, chatId);
  world.update((state) => {
    const conversation = state.conversations.get(key);
    const short = conversation && trimmed(conversation);
    if (!short || short === conversation) return state;
    return { ...state, conversations: withEntry(state.conversations, key, short) };
  });
}

/** Shows a message that a control call has answered, without waiting for its event. */
export function showMessage(personId: number, message: Parameters<typeof withMessage>[2]): void {
  world.update((state) => withMessage(state, personId, message));
}

export function openChat(personId: number, chatId: number): void {
  changeLayout({ openChats: { ...layout.get().openChats, [personId]: chatId } });
}

export function showPerson(person: Person): void {
  remember([person]);
  const { shown } = layout.get();
  changeLayout({ shown: shown.includes(person.id) ? shown : [...shown, person.id], inFront: person.id });
}

/** Closes a column; the last one stays. */
export function hidePerson(personId: number): void {
  const shown = layout.get().shown.filter((id) => id !== personId);
  if (shown.length > 0) changeLayout({ shown, inFront: shown[0] });
}
