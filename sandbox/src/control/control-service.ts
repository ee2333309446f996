import { type Readable } from 'node:stream';
import { type BotCommand, type Update, type WebhookInfo } from '@grammyjs/types';
import { type Services } from '../bot-api/call';
import { InputFiles } from '../bot-api/input-files';
import { webhookInfo } from '../bot-api/methods/receiving';
import { type FaultList } from '../faults/fault-list';
import { type StoredFile } from '../files/stored-file';
import { type BotApiEndpoint } from '../server/bot-api-endpoint';
import { type BotDirectory } from '../server/bot-directory';
import { type CallLog } from '../server/call-log';
import { visibleCommands } from '../world/command-scopes';
import { changeBlock } from '../world/membership';
import { isPresent } from '../world/member';
import { Asking } from './asking';
import type * as contract from './contract';
import { ControlError } from './control-error';
import { type EventHub } from './event-hub';
import { Groups } from './groups';
import { Lookup } from './lookup';
import { addPeople, addPerson, changePerson, listPeople } from './people';
import { PersonActions } from './person-actions';
import { readMessages } from './reading';
import { seeChat, viewChat } from './see-chat';
import { seeMessage } from './see-message';
import { Speaking } from './speaking';

export interface ControlParts {
  services: Services;
  bots: BotDirectory;
  endpoint: BotApiEndpoint;
  faults: FaultList;
  calls: CallLog;
  events: EventHub;
  /** Names of the simulated methods. */
  methods: string[];
  /** Known once the server listens. */
  apiRoot: () => string;
}

/** The control API, in-process: finds what is named, has it done, and answers views. */
export class ControlService extends PersonActions implements contract.SandboxControl {
  private readonly startedAt = Date.now();
  private readonly lookup: Lookup;
  private readonly speaking: Speaking;
  private readonly asking: Asking;
  private readonly groups: Groups;

  constructor(private readonly parts: ControlParts) {
    super();
    const { world, files } = parts.services;
    this.lookup = new Lookup(world);
    this.speaking = new Speaking(world, files, this.lookup);
    this.asking = new Asking(world, new InputFiles(parts.services), this.lookup);
    this.groups = new Groups(world, this.lookup);
  }

  private get world(): Services['world'] {
    return this.parts.services.world;
  }

  /* ---------- the server ---------- */

  async getInfo(): Promise<contract.SandboxInfo> {
    const { limits } = this.parts.services;
    return {
      apiRoot: this.parts.apiRoot(),
      ...limits,
      bots: await this.listBots(),
      methods: this.parts.methods,
      startedAt: new Date(this.startedAt).toISOString(),
    };
  }

  async getStats(): Promise<contract.SandboxStats> {
    const { files, flood } = this.parts.services;
    const { calls, faults } = this.parts;
    const bots = [...this.world.bots.values()];
    return {
      uptimeSeconds: Math.floor((Date.now() - this.startedAt) / 1_000),
      people: this.world.people.size,
      chats: this.world.groups.size + bots.reduce((sum, bot) => sum + this.world.privateChatsOf(bot).size, 0),
      messages: this.world.messageCount,
      files: files.count,
      fileBytes: files.totalBytes,
      pendingUpdates: bots.reduce((sum, bot) => sum + bot.queue.size, 0),
      callsTotal: calls.total,
      callsRefused: calls.refused,
      callsPerSecond: calls.callsPerSecond(),
      flood: { ...flood.counters },
      faultsFired: faults.fired,
      rssBytes: process.memoryUsage.rss(),
    };
  }

  async reset(): Promise<void> {
    this.world.clear();
    this.parts.services.flood.reset();
    this.parts.faults.clear();
    this.parts.calls.clear();
    await this.parts.services.files.clear();
    this.parts.events.publish({ type: 'reset' });
  }

  async getSettings(): Promise<contract.SandboxSettings> {
    return { latencyMs: this.parts.endpoint.latencyMs, flood: this.parts.services.flood.settings };
  }

  async changeSettings(patch: contract.SettingsPatch): Promise<contract.SandboxSettings> {
    if (patch.latencyMs !== undefined) this.parts.endpoint.latencyMs = patch.latencyMs;
    if (patch.flood !== undefined) this.parts.services.flood.change(patch.flood);
    const settings = await this.getSettings();
    this.parts.events.publish({ type: 'settings', settings });
    return settings;
  }

  /* ---------- bots ---------- */

  async listBots(): Promise<contract.BotView[]> {
    return [...this.world.bots.values()].map((bot) => bot.toView());
  }

  async addBot(bot: contract.NewBot): Promise<contract.BotView> {
    try {
      return this.parts.bots.add(bot).toView();
    } catch (error) {
      throw new ControlError('bad_request', error instanceof Error ? error.message : String(error));
    }
  }

  async getWebhook(botId: number): Promise<WebhookInfo> {
    return webhookInfo(this.lookup.bot(botId));
  }

  async listPendingUpdates(botId: number): Promise<Update[]> {
    return this.lookup
      .bot(botId)
      .queue.peek(1_000)
      .map(({ json }) => JSON.parse(json) as Update);
  }

  async injectUpdate(botId: number, update: contract.RawUpdate): Promise<{ updateId: number }> {
    return { updateId: this.lookup.bot(botId).queue.pushRaw(update) };
  }

  async listDeliveries(botId: number): Promise<contract.Delivery[]> {
    const chats = [...this.world.privateChatsOf(this.lookup.bot(botId)).values()];
    return chats.filter(({ delivered }) => delivered > 0).map(({ id, delivered }) => [id, delivered]);
  }

  /* ---------- people ---------- */

  async listPeople(
    query: { limit?: number; offset?: number; q?: string } = {},
  ): Promise<contract.Page<contract.Person>> {
    return listPeople(this.world, query);
  }

  async addPerson(person: contract.NewPerson): Promise<contract.Person> {
    return addPerson(this.world, person).toView();
  }

  async addPeople(people: contract.BulkPeople): Promise<contract.BulkPeopleResult> {
    return addPeople(this.world, people);
  }

  async getPerson(personId: number): Promise<contract.Person> {
    return this.lookup.person(personId).toView();
  }

  async changePerson(personId: number, patch: contract.PersonPatch): Promise<contract.Person> {
    return changePerson(this.world, this.lookup.person(personId), patch).toView();
  }

  async block(personId: number, options: { botId?: number } = {}): Promise<contract.Person> {
    const person = this.lookup.person(personId);
    changeBlock(this.world, this.lookup.chatOf(person, options.botId), true);
    return person.toView();
  }

  async unblock(personId: number, options: { botId?: number } = {}): Promise<contract.Person> {
    const person = this.lookup.person(personId);
    changeBlock(this.world, this.lookup.chatOf(person, options.botId), false);
    return person.toView();
  }

  async start(personId: number, options: { payload?: string; botId?: number } = {}): Promise<contract.SeenMessage> {
    const person = this.lookup.person(personId);
    const chat = this.lookup.chatOf(person, options.botId);
    return seeMessage(this.world, this.speaking.start(person, chat, options.payload), person);
  }

  async listCommands(personId: number, options: { chatId?: number; botId?: number } = {}): Promise<BotCommand[]> {
    const person = this.lookup.person(personId);
    const bot = this.lookup.bot(
      options.botId ?? (options.chatId !== undefined && options.chatId > 0 ? options.chatId : undefined),
    );
    const chat = this.lookup.chatOf(person, options.chatId ?? bot.id);
    return visibleCommands(bot, chat, personId, person.languageCode);
  }

  /* ---------- messages ---------- */

  async listChatsOf(personId: number): Promise<contract.SeenChat[]> {
    const person = this.lookup.person(personId);
    const chats = [...this.world.bots.values()].map((bot) => this.world.viewPrivateChat(bot, person));
    for (const group of this.world.groups.values()) if (isPresent(group.members.get(personId))) chats.push(group);
    return chats.map((chat) => seeChat(this.world, chat, person)).sort((a, b) => b.revision - a.revision);
  }

  async listMessages(
    personId: number,
    chatId?: number,
    query: contract.MessageQuery = {},
  ): Promise<contract.SeenMessages> {
    const person = this.lookup.person(personId);
    return readMessages(this.world, this.lookup.chatOf(person, chatId), person, query);
  }

  async getMessage(personId: number, chatId: number, messageId: number): Promise<contract.SeenMessage> {
    const person = this.lookup.person(personId);
    return seeMessage(this.world, this.lookup.message(this.lookup.chatOf(person, chatId), messageId), person);
  }

  async sendMessage(
    personId: number,
    message: contract.OutgoingMessage,
    uploads: contract.Upload[] = [],
  ): Promise<contract.SeenMessage[]> {
    const person = this.lookup.person(personId);
    const sent = await this.speaking.send(person, message, uploads);
    return sent.map((one) => seeMessage(this.world, one, person));
  }

  async editMessage(
    personId: number,
    chatId: number,
    messageId: number,
    change: { text: string },
  ): Promise<contract.SeenMessage> {
    const person = this.lookup.person(personId);
    const message = this.lookup.message(this.lookup.chatOf(person, chatId), messageId);
    this.speaking.edit(person, message, change.text);
    return seeMessage(this.world, message, person);
  }

  async deleteMessage(personId: number, chatId: number, messageId: number): Promise<void> {
    const person = this.lookup.person(personId);
    this.speaking.remove(person, this.lookup.message(this.lookup.chatOf(person, chatId), messageId));
  }

  async react(
    personId: number,
    chatId: number,
    messageId: number,
    reaction: { emoji: string | null },
  ): Promise<contract.SeenMessage> {
    const person = this.lookup.person(personId);
    const message = this.lookup.message(this.lookup.chatOf(person, chatId), messageId);
    this.speaking.react(person, message, reaction.emoji);
    return seeMessage(this.world, message, person);
  }

  async pressButton(personId: number, press: contract.ButtonPress): Promise<contract.ButtonOutcome> {
    const person = this.lookup.person(personId);
    const chatId = press.chatId ?? this.lookup.bot().id;
    const outcome = await this.asking.press(person, press);
    this.parts.events.publish({ type: 'callbackAnswer', personId, chatId, messageId: press.messageId, outcome });
    return outcome;
  }

  async queryInline(personId: number, request: contract.InlineRequest): Promise<contract.InlineOutcome> {
    return this.asking.queryInline(this.lookup.person(personId), request);
  }

  async chooseInlineResult(personId: number, choice: contract.InlineChoice): Promise<contract.SeenMessage> {
    const person = this.lookup.person(personId);
    return seeMessage(this.world, this.asking.choose(person, choice), person);
  }

  /* ---------- chats ---------- */

  async listChats(): Promise<contract.ChatView[]> {
    return [...this.world.groups.values()].map(viewChat);
  }

  async addChat(chat: contract.NewChat): Promise<contract.ChatView> {
    return viewChat(this.groups.add(chat));
  }

  async getChat(chatId: number): Promise<contract.ChatView> {
    return viewChat(this.lookup.group(chatId));
  }

  async changeChat(chatId: number, patch: contract.ChatPatch): Promise<contract.ChatView> {
    const chat = this.lookup.group(chatId);
    this.groups.change(chat, patch);
    return viewChat(chat);
  }

  async migrateChat(chatId: number): Promise<contract.ChatView> {
    return viewChat(this.groups.migrate(this.lookup.group(chatId)));
  }

  async setMember(chatId: number, userId: number, change: contract.MemberChange): Promise<contract.ChatView> {
    const chat = this.lookup.group(chatId);
    this.groups.setMember(chat, userId, change);
    return viewChat(chat);
  }

  async requestToJoin(chatId: number, request: { personId: number; inviteLink?: string }): Promise<void> {
    this.groups.requestToJoin(this.lookup.group(chatId), request.personId, request.inviteLink);
  }

  /* ---------- files ---------- */

  /** The stored file itself, for whoever streams it. @throws ControlError `not_found`. */
  storedFile(fileUniqueId: string): StoredFile {
    const file = this.parts.services.files.find(fileUniqueId);
    if (!file) throw new ControlError('not_found', `There is no file ${fileUniqueId}`);
    return file;
  }

  async addFile({ kind, size, ...attributes }: contract.NewFile): Promise<Omit<contract.FileInfo, 'sha256'>> {
    const { files, limits } = this.parts.services;
    if (limits.localMode) throw new ControlError('conflict', 'In local mode bots read files from the disk');
    const file = files.addSynthetic(kind, size, attributes);
    return { fileUniqueId: file.uniqueId, size, mimeType: file.mimeType, fileName: file.fileName };
  }

  async getFileInfo(fileUniqueId: string): Promise<contract.FileInfo> {
    const file = this.storedFile(fileUniqueId);
    const { size, mimeType, fileName } = file;
    return { fileUniqueId, size, mimeType, fileName, sha256: await this.parts.services.files.sha256(file) };
  }

  async downloadFile(fileUniqueId: string): Promise<Readable> {
    return this.parts.services.files.read(this.storedFile(fileUniqueId));
  }

  /* ---------- faults and observation ---------- */

  async listFaults(): Promise<contract.Fault[]> {
    return this.parts.faults.list();
  }

  async addFault(fault: contract.NewFault): Promise<contract.Fault> {
    return this.parts.faults.add(fault);
  }

  async removeFault(faultId: number): Promise<void> {
    if (!this.parts.faults.remove(faultId)) throw new ControlError('not_found', `There is no fault ${faultId}`);
  }

  async removeFaults(): Promise<void> {
    this.parts.faults.clear();
  }

  async listCalls(query: contract.CallQuery = {}): Promise<contract.CallRecord[]> {
    return this.parts.calls.list(query);
  }

  async clearCalls(): Promise<void> {
    this.parts.calls.clear();
  }

  async subscribe(listener: contract.EventListener, query: contract.EventQuery = {}): Promise<() => void> {
    return this.parts.events.subscribe(listener, query);
  }
}
