/**
 * The control API of the sandbox, as types: what a test, a script or the web chat can ask of the simulated world of people and chats.
 * The Bot API itself (what a bot calls) does not belong here.
 *
 * Everything lives under {@link CONTROL_PREFIX}, speaks JSON, and answers errors as `{ error: { code, message } }` with a 4xx status
 * (`400` bad input, `404` unknown person, chat, message or file, `409` not possible in this state, for example pressing a button of a deleted message).
 * The same operations exist in-process (`sandbox.control`) and over HTTP (`SandboxClient`): both satisfy {@link SandboxControl}.
 *
 * Ids: a person sees the private chat with a bot under the **bot's id**; groups and channels have negative ids, the same for everybody.
 * Wherever `chatId` or `botId` may be left out, the first bot, and the person's private chat with it, is meant.
 */
import type { Readable } from 'node:stream';
import type {
  BotCommand,
  ChatMember,
  InlineQueryResult,
  InlineQueryResultsButton,
  Message,
  MessageEntity,
  ReplyKeyboardMarkup,
  Update,
  UserFromGetMe,
  WebhookInfo,
} from '@grammyjs/types';

/** Path under which the control API is served. */
export const CONTROL_PREFIX = '/sandbox/api';

/**
 * Method and path of every operation, relative to {@link CONTROL_PREFIX}; `:name` is a path parameter, the rest travels as query
 * (GET, DELETE) or JSON body. Two routes differ: `sendMessage` also takes `multipart/form-data` (field `message` holds the JSON, each
 * file part is named as its `attach://<name>` reference), and `events` answers `text/event-stream`.
 */
export const CONTROL_ROUTES = {
  getInfo: 'GET /info',
  getStats: 'GET /stats',
  reset: 'POST /reset',
  getSettings: 'GET /settings',
  changeSettings: 'PATCH /settings',

  listBots: 'GET /bots',
  addBot: 'POST /bots',
  getWebhook: 'GET /bots/:botId/webhook',
  listPendingUpdates: 'GET /bots/:botId/updates',
  injectUpdate: 'POST /bots/:botId/updates',
  listDeliveries: 'GET /bots/:botId/deliveries',

  listPeople: 'GET /people',
  addPerson: 'POST /people',
  addPeople: 'POST /people/bulk',
  getPerson: 'GET /people/:personId',
  changePerson: 'PATCH /people/:personId',
  block: 'POST /people/:personId/block',
  unblock: 'POST /people/:personId/unblock',
  start: 'POST /people/:personId/start',
  listCommands: 'GET /people/:personId/commands',

  listChatsOf: 'GET /people/:personId/chats',
  listMessages: 'GET /people/:personId/chats/:chatId/messages',
  getMessage: 'GET /people/:personId/chats/:chatId/messages/:messageId',
  sendMessage: 'POST /people/:personId/messages',
  editMessage: 'PATCH /people/:personId/chats/:chatId/messages/:messageId',
  deleteMessage: 'DELETE /people/:personId/chats/:chatId/messages/:messageId',
  react: 'PUT /people/:personId/chats/:chatId/messages/:messageId/reaction',
  pressButton: 'POST /people/:personId/callbacks',
  queryInline: 'POST /people/:personId/inline-queries',
  chooseInlineResult: 'POST /people/:personId/inline-results',

  listChats: 'GET /chats',
  addChat: 'POST /chats',
  getChat: 'GET /chats/:chatId',
  changeChat: 'PATCH /chats/:chatId',
  migrateChat: 'POST /chats/:chatId/migrate',
  setMember: 'PUT /chats/:chatId/members/:userId',
  requestToJoin: 'POST /chats/:chatId/join-requests',

  addFile: 'POST /files',
  getFileInfo: 'GET /files/:fileUniqueId/info',
  downloadFile: 'GET /files/:fileUniqueId',

  listFaults: 'GET /faults',
  addFault: 'POST /faults',
  removeFault: 'DELETE /faults/:faultId',
  removeFaults: 'DELETE /faults',

  listCalls: 'GET /calls',
  clearCalls: 'DELETE /calls',
  events: 'GET /events',
} as const;

/** The body of every refused control call. */
export interface ControlErrorBody {
  error: { code: 'bad_request' | 'not_found' | 'conflict' | 'timeout' | 'internal'; message: string };
}

/** A page of a list. */
export interface Page<T> {
  items: T[];
  total: number;
}

/* ---------- the server ---------- */

export interface SandboxInfo {
  /** What a bot uses as API root, for example `http://127.0.0.1:8081`. */
  apiRoot: string;
  localMode: boolean;
  bots: BotView[];
  /** Largest file a bot may download and upload, in bytes. */
  maxDownloadBytes: number;
  maxUploadBytes: number;
  /** Bot API methods that are simulated; the others answer 400. */
  methods: string[];
  startedAt: string;
}

export interface SandboxStats {
  uptimeSeconds: number;
  people: number;
  chats: number;
  /** Messages kept at this moment; the oldest are dropped beyond the configured limits. */
  messages: number;
  files: number;
  fileBytes: number;
  pendingUpdates: number;
  callsTotal: number;
  callsRefused: number;
  /** Mean over the last five seconds. */
  callsPerSecond: number;
  flood: FloodCounters;
  faultsFired: number;
  rssBytes: number;
}

/** Everything that can be changed while the sandbox runs. */
export interface SandboxSettings {
  /** Added to every Bot API call, in milliseconds (0–60,000). */
  latencyMs: number;
  flood: FloodSettings;
}

export interface SettingsPatch {
  latencyMs?: number;
  /** A preset's name, or single settings to change. */
  flood?: FloodPreset | Partial<FloodSettings>;
}

export type FloodPreset = 'off' | 'public';

/** A token bucket: `perSecond` is the sustained rate, `burst` how much passes at once after a rest. */
export interface BucketSettings {
  perSecond: number;
  burst: number;
}

export interface FloodSettings {
  enabled: boolean;
  /** All messages of one bot. */
  overall: BucketSettings;
  /** Messages of one bot into one private chat or channel. */
  perChat: BucketSettings;
  /** Messages of one bot into one group. */
  perGroup: BucketSettings;
  /** What `allow_paid_broadcast` may use instead of `overall`. */
  paid: BucketSettings;
  /** Whoever calls again before `retry_after` is over waits this factor longer, up to `maxRetryAfterSeconds`. */
  penaltyFactor: number;
  maxRetryAfterSeconds: number;
}

export interface FloodCounters {
  passed: number;
  refusedOverall: number;
  refusedPerChat: number;
  refusedPerGroup: number;
  /** Calls that came before their `retry_after` was over. */
  ignoredRetryAfter: number;
}

/* ---------- bots ---------- */

export interface NewBot {
  /** `<digits>:<35 characters>`. */
  token: string;
  username?: string;
  firstName?: string;
  /** Sees every message in groups (privacy mode off). Default true. */
  canReadAllGroupMessages?: boolean;
  /** Answers inline queries. Default true. */
  supportsInlineQueries?: boolean;
}

export interface BotView extends UserFromGetMe {
  description: string;
  shortDescription: string;
  /** How the bot receives at this moment. */
  receives: 'polling' | 'webhook' | 'nothing';
  pendingUpdates: number;
}

/** `update_id` is assigned by the sandbox unless given; nothing else is checked, on purpose. */
export type RawUpdate = Record<string, unknown>;

/** How many messages a bot has sent into a private chat, ever (deleted ones included). */
export type Delivery = [personId: number, messages: number];

/* ---------- people ---------- */

export interface Person {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  isPremium: boolean;
  /** A deleted account: bots get 403 "user is deactivated". */
  deactivated: boolean;
  /** Ids of the bots this person has blocked. */
  blockedBots: number[];
}

export interface NewPerson {
  /** A free id is chosen (from 1001 upwards) when left out. */
  id?: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  isPremium?: boolean;
}

export interface PersonPatch {
  firstName?: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  isPremium?: boolean;
  deactivated?: boolean;
}

/** Many people at once, a few dozen bytes each: for broadcasts. */
export interface BulkPeople {
  /** 1–1,000,000. */
  count: number;
  /** First id; ids are consecutive. A free range is chosen when left out. */
  firstId?: number;
  languageCode?: string;
  /** True: each has a private chat with the bot already, without an update being sent. Default true. */
  started?: boolean;
  /** Share (0–1) that has blocked the bot, and share that is deactivated; spread evenly and always the same. */
  blockedShare?: number;
  deactivatedShare?: number;
}

export interface BulkPeopleResult {
  firstId: number;
  count: number;
  blocked: number;
  deactivated: number;
}

/* ---------- chats ---------- */

export type ChatKind = 'private' | 'group' | 'supergroup' | 'channel';

export interface ChatView {
  id: number;
  type: ChatKind;
  title: string;
  username?: string;
  description?: string;
  inviteLink?: string;
  /** Joining needs an administrator's approval. */
  joinByRequest: boolean;
  members: ChatMember[];
  memberCount: number;
  pendingJoinRequests: number[];
  pinnedMessageIds: number[];
  /** Set once the group has become a supergroup. */
  migratedTo?: number;
}

export interface NewChat {
  type: 'group' | 'supergroup' | 'channel';
  title: string;
  /** A free id is chosen when left out. */
  id?: number;
  username?: string;
  description?: string;
  /** Default: the first person. */
  creatorId?: number;
  memberIds?: number[];
  /** Bots that are ordinary members, and bots that are administrators with all rights. Their `my_chat_member` update is sent. */
  botIds?: number[];
  adminBotIds?: number[];
  joinByRequest?: boolean;
}

export interface ChatPatch {
  title?: string;
  username?: string;
  description?: string;
  joinByRequest?: boolean;
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

/** Joins, leaves, kicks or promotes a person or bot; sends the `chat_member` or `my_chat_member` updates and service messages. */
export interface MemberChange {
  status: MemberStatus;
  /** Who did it. Default: the member itself for `member` and `left`, else the creator. */
  byId?: number;
  /** Only for `administrator`: rights to withhold, for example `['can_post_messages']`. */
  withoutRights?: string[];
  /** Joined through this link. */
  inviteLink?: string;
}

/** A chat as one person sees it in the list of chats. */
export interface SeenChat {
  chatId: number;
  type: ChatKind;
  title: string;
  username?: string;
  /** Only in a private chat with a bot. */
  botId?: number;
  status: MemberStatus;
  blocked: boolean;
  /** Whether this person may write here (channels: administrators only). */
  canSend: boolean;
  lastMessage?: SeenMessage;
  pinnedMessageId?: number;
  /** What the bot shows instead of the ordinary keyboard. */
  replyKeyboard?: ReplyKeyboardMarkup;
  revision: number;
}

/* ---------- messages ---------- */

export type MediaKind = 'photo' | 'document' | 'audio' | 'video' | 'voice' | 'video_note' | 'animation' | 'sticker';

export interface SeenMedia {
  kind: MediaKind;
  /** Bytes at `GET /files/:fileUniqueId`. */
  fileUniqueId: string;
  fileName?: string;
  mimeType?: string;
  size: number;
  width?: number;
  height?: number;
  durationSeconds?: number;
  title?: string;
  performer?: string;
  hasSpoiler: boolean;
  thumbnail?: { fileUniqueId: string; width: number; height: number; size: number };
}

export interface SeenButton {
  label: string;
  /** What pressing it does; `callback` buttons go to {@link SandboxControl.pressButton}. */
  kind: 'callback' | 'url' | 'switch_inline' | 'switch_inline_current' | 'copy_text' | 'web_app' | 'login' | 'other';
  data?: string;
  url?: string;
  query?: string;
  copyText?: string;
}

export interface SeenSender {
  id: number;
  name: string;
  username?: string;
  isBot: boolean;
}

/** A message as one person sees it now, edits included. */
export interface SeenMessage {
  chatId: number;
  messageId: number;
  /** Grows with every change anywhere in the sandbox; the moment this message was last changed. */
  revision: number;
  /** Unix seconds. */
  date: number;
  editedAt?: number;
  from: SeenSender;
  /** Sent by this person. */
  outgoing: boolean;
  /** Text or caption. Empty when there is neither. */
  text: string;
  entities: MessageEntity[];
  media?: SeenMedia;
  mediaGroupId?: string;
  /** Inline keyboard, row by row. Empty when there is none. */
  buttons: SeenButton[][];
  /** `text` may be empty where there is `media`. */
  replyTo?: { messageId: number; from: string; text: string; media?: MediaKind };
  /** Name of who wrote it first, for a forwarded message. */
  forwardedFrom?: string;
  viaBot?: string;
  silent: boolean;
  protected: boolean;
  pinned: boolean;
  reactions: { emoji: string; count: number; mine: boolean }[];
  /** A sentence for messages such as "Ann joined the group". */
  service?: string;
  /** The same message as the Bot API would give it. */
  raw: Message;
}

export interface MessageQuery {
  /** Only messages changed after this revision. */
  sinceRevision?: number;
  /** Wait up to so long (at most 30,000) for one; only together with `sinceRevision`. */
  waitMs?: number;
  beforeId?: number;
  /** Newest so many, oldest first. 1–500, default 100. */
  limit?: number;
}

export interface SeenMessages {
  items: SeenMessage[];
  /** Of the whole sandbox when this was read; pass it as `sinceRevision` to go on from here. */
  revision: number;
}

/** What a person attaches: bytes uploaded with this call, or a file the sandbox already has. */
export interface OutgoingMedia {
  kind: MediaKind;
  /** `attach://<name>` for an upload of that name, else a `fileUniqueId`. */
  file: string;
  fileName?: string;
  mimeType?: string;
  width?: number;
  height?: number;
  durationSeconds?: number;
  title?: string;
  performer?: string;
  /** `attach://<name>`; photos and videos get none by themselves. */
  thumbnail?: string;
  hasSpoiler?: boolean;
}

export interface OutgoingMessage {
  chatId?: number;
  /** Text, or caption of the (first) media. Commands, mentions, links, hashtags become entities by themselves. */
  text?: string;
  entities?: MessageEntity[];
  /** One is a single message, 2–10 are an album. */
  media?: OutgoingMedia[];
  contact?: { phoneNumber: string; firstName: string; userId?: number };
  location?: { latitude: number; longitude: number };
  replyTo?: number;
  /** Forwards this message instead; text and media must be left out. */
  forward?: { chatId?: number; messageId: number };
}

/** Bytes for an `attach://<name>` reference. A path or stream is never read into memory as a whole. */
export interface Upload {
  name: string;
  fileName?: string;
  mimeType?: string;
  content: { path: string } | { bytes: Uint8Array } | { stream: Readable };
}

export interface ButtonPress {
  chatId?: number;
  messageId: number;
  /** Either the callback data, or the button's label. */
  data?: string;
  label?: string;
  /** How long to wait for the bot's answer, at most 60,000. Default 10,000; 0 doesn't wait. */
  timeoutMs?: number;
}

export interface ButtonOutcome {
  callbackQueryId: string;
  /** False: the bot did not answer in time (the person still sees the spinner). */
  answered: boolean;
  text?: string;
  showAlert: boolean;
  url?: string;
}

export interface InlineRequest {
  botId?: number;
  query: string;
  offset?: string;
  /** Where it is typed; decides `chat_type`. */
  chatId?: number;
  timeoutMs?: number;
}

export interface InlineOutcome {
  inlineQueryId: string;
  answered: boolean;
  results: InlineQueryResult[];
  nextOffset: string;
  button?: InlineQueryResultsButton;
}

export interface InlineChoice {
  inlineQueryId: string;
  resultId: string;
  /** Where it is posted. */
  chatId?: number;
}

/* ---------- files ---------- */

/** A file that exists nowhere: its bytes are made while they are read, the same each time, and differ from every other such file's. */
export interface NewFile {
  kind: 'document' | 'video' | 'audio' | 'voice' | 'animation';
  /** Up to 4,000 MB. */
  size: number;
  fileName?: string;
  mimeType?: string;
}

export interface FileInfo {
  fileUniqueId: string;
  size: number;
  mimeType: string;
  fileName?: string;
  sha256: string;
}

/* ---------- faults ---------- */

/** Pseudo-methods besides the Bot API's own names. `*` is every Bot API method and file downloads. */
export type FaultMethod = '*' | 'file-download' | (string & {});

export interface FaultMatch {
  botId?: number;
  /** One name or several; default `*`. Case doesn't matter. */
  method?: FaultMethod | FaultMethod[];
  /** As the bot writes it. */
  chatId?: number | string;
  /** 0–1, default 1. The sequence is the same in every run. */
  probability?: number;
}

export type FaultEffect =
  /** Answers this instead of doing the call. `description` defaults to the usual one for the status. */
  | { kind: 'status'; status: number; description?: string; retryAfterSeconds?: number; migrateToChatId?: number }
  /** Does the call, then answers late. */
  | { kind: 'delay'; delayMs: number }
  /** Does the call (or begins the download) and breaks the connection after so many bytes of the answer's body. */
  | { kind: 'cut'; afterBytes: number }
  /** Does the call and never answers (until the client or the sandbox closes). */
  | { kind: 'hang' }
  /** Breaks the connection before anything is done. */
  | { kind: 'down' }
  /** Sends a download at this pace; the answers of methods are too small to be slowed down by it. */
  | { kind: 'slow'; bytesPerSecond: number };

export interface NewFault {
  match?: FaultMatch;
  effect: FaultEffect;
  /** Goes away after firing so often. Default: no limit. */
  count?: number;
  /** Begins so much later, and ends so much after it began. Default: at once, without end. */
  startAfterMs?: number;
  durationMs?: number;
}

export interface Fault extends NewFault {
  id: number;
  match: FaultMatch;
  fired: number;
  state: 'waiting' | 'active' | 'over';
}

/* ---------- observation ---------- */

export type CallOutcome = 'ok' | 'refused' | 'flood' | 'fault';

export interface CallRecord {
  id: number;
  /** Unix milliseconds. */
  at: number;
  botId: number;
  method: string;
  chatId?: number | string;
  outcome: CallOutcome;
  status: number;
  description?: string;
  latencyMs: number;
  /** Parameters in short, long texts cut; never the token. */
  summary: string;
  /** What the public server would pass over in silence: unknown parameters, a thumbnail without effect. */
  warnings?: string[];
}

export interface CallQuery {
  botId?: number;
  method?: string;
  outcome?: CallOutcome;
  chatId?: number | string;
  minLatencyMs?: number;
  /** Only calls with a higher id. */
  afterId?: number;
  /** Newest so many, oldest first. 1–1,000, default 100. */
  limit?: number;
}

/** One item of the event stream; `personId` says in whose eyes. */
export type SandboxEvent =
  | { type: 'message' | 'edit'; personId: number; message: SeenMessage }
  | { type: 'delete'; personId: number; chatId: number; messageIds: number[] }
  | { type: 'chatAction'; personId: number; chatId: number; botId: number; action: string }
  | { type: 'callbackAnswer'; personId: number; chatId: number; messageId: number; outcome: ButtonOutcome }
  | { type: 'chat'; personId: number; chat: SeenChat }
  | { type: 'person'; person: Person }
  | { type: 'bot'; bot: BotView }
  | { type: 'call'; call: CallRecord }
  | { type: 'faults'; faults: Fault[] }
  | { type: 'settings'; settings: SandboxSettings }
  | { type: 'reset' };

export interface EventQuery {
  /** Only what these people see (comma list in the URL). Default: everybody. */
  people?: number[];
  /** Only these types (comma list in the URL). Default: all. */
  types?: SandboxEvent['type'][];
}

export type EventListener = (event: SandboxEvent) => void;

/* ---------- the operations ---------- */

/**
 * Everything the control API can do. Rejects with a `ControlError` (`code` as in {@link ControlErrorBody}) when refused.
 */
export interface SandboxControl {
  getInfo(): Promise<SandboxInfo>;
  getStats(): Promise<SandboxStats>;
  /**
   * Forgets people, chats, messages, files, waiting updates, faults and calls. Bots stay, with their webhooks and commands, and so do the
   * settings. Ids begin anew, except those of updates, which bots may remember.
   */
  reset(): Promise<void>;
  getSettings(): Promise<SandboxSettings>;
  changeSettings(patch: SettingsPatch): Promise<SandboxSettings>;

  listBots(): Promise<BotView[]>;
  addBot(bot: NewBot): Promise<BotView>;
  getWebhook(botId: number): Promise<WebhookInfo>;
  listPendingUpdates(botId: number): Promise<Update[]>;
  /** Queues any JSON as an update, valid or not; answers its `update_id`. */
  injectUpdate(botId: number, update: RawUpdate): Promise<{ updateId: number }>;
  listDeliveries(botId: number): Promise<Delivery[]>;

  listPeople(query?: { limit?: number; offset?: number; q?: string }): Promise<Page<Person>>;
  addPerson(person: NewPerson): Promise<Person>;
  addPeople(people: BulkPeople): Promise<BulkPeopleResult>;
  getPerson(personId: number): Promise<Person>;
  changePerson(personId: number, patch: PersonPatch): Promise<Person>;
  /** Blocks the bot (its `my_chat_member` update is sent). Safe twice. */
  block(personId: number, options?: { botId?: number }): Promise<Person>;
  unblock(personId: number, options?: { botId?: number }): Promise<Person>;
  /** Presses Start: unblocks if needed and sends `/start` or `/start payload`. */
  start(personId: number, options?: { payload?: string; botId?: number }): Promise<SeenMessage>;
  /** The commands menu this person sees, after scopes and languages. */
  listCommands(personId: number, options?: { chatId?: number; botId?: number }): Promise<BotCommand[]>;

  listChatsOf(personId: number): Promise<SeenChat[]>;
  listMessages(personId: number, chatId?: number, query?: MessageQuery): Promise<SeenMessages>;
  getMessage(personId: number, chatId: number, messageId: number): Promise<SeenMessage>;
  /** Sends one message or an album; answers what this person sees of it. */
  sendMessage(personId: number, message: OutgoingMessage, uploads?: Upload[]): Promise<SeenMessage[]>;
  /** Changes the text or caption of an own message. */
  editMessage(personId: number, chatId: number, messageId: number, change: { text: string }): Promise<SeenMessage>;
  deleteMessage(personId: number, chatId: number, messageId: number): Promise<void>;
  /** Sets this person's reaction; `emoji: null` takes it back. */
  react(personId: number, chatId: number, messageId: number, reaction: { emoji: string | null }): Promise<SeenMessage>;
  pressButton(personId: number, press: ButtonPress): Promise<ButtonOutcome>;
  queryInline(personId: number, request: InlineRequest): Promise<InlineOutcome>;
  /** Posts a result (`via_bot`) and tells the bot (`chosen_inline_result`). */
  chooseInlineResult(personId: number, choice: InlineChoice): Promise<SeenMessage>;

  listChats(): Promise<ChatView[]>;
  addChat(chat: NewChat): Promise<ChatView>;
  getChat(chatId: number): Promise<ChatView>;
  changeChat(chatId: number, patch: ChatPatch): Promise<ChatView>;
  /** Turns a group into a supergroup; the old id then answers `migrate_to_chat_id`. */
  migrateChat(chatId: number): Promise<ChatView>;
  setMember(chatId: number, userId: number, change: MemberChange): Promise<ChatView>;
  requestToJoin(chatId: number, request: { personId: number; inviteLink?: string }): Promise<void>;

  /** Makes a file that people can send by its id. Not in local mode, where bots read files from the disk. */
  addFile(file: NewFile): Promise<Omit<FileInfo, 'sha256'>>;
  getFileInfo(fileUniqueId: string): Promise<FileInfo>;
  downloadFile(fileUniqueId: string): Promise<Readable>;

  listFaults(): Promise<Fault[]>;
  addFault(fault: NewFault): Promise<Fault>;
  removeFault(faultId: number): Promise<void>;
  removeFaults(): Promise<void>;

  listCalls(query?: CallQuery): Promise<CallRecord[]>;
  clearCalls(): Promise<void>;
  /** Calls the listener for every event until the returned function is called. */
  subscribe(listener: EventListener, query?: EventQuery): Promise<() => void>;
}
