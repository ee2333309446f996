import { createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ReadableStream } from 'node:stream/web';
import type * as contract from './contract';
import { CONTROL_PREFIX, CONTROL_ROUTES } from './contract';
import { ControlError } from './control-error';
import { readEventStream } from './event-stream';
import { PersonActions } from './person-actions';

type PathValues = Record<string, string | number>;

/** The control API of a sandbox in another process. Calls reject with ControlError when refused, and with fetch's error when unreachable. */
export class SandboxClient extends PersonActions implements contract.SandboxControl {
  private readonly root: string;
  private defaultBotId: Promise<number> | undefined;

  /** @param url the sandbox's address, as in `Sandbox.url`. */
  constructor(url: string) {
    super();
    this.root = url.replace(/\/+$/, '') + CONTROL_PREFIX;
  }

  getInfo = (): Promise<contract.SandboxInfo> => this.call('getInfo');
  getStats = (): Promise<contract.SandboxStats> => this.call('getStats');
  reset = (): Promise<void> => this.call('reset');
  getSettings = (): Promise<contract.SandboxSettings> => this.call('getSettings');
  changeSettings = (patch: contract.SettingsPatch): Promise<contract.SandboxSettings> =>
    this.call('changeSettings', {}, patch);

  listBots = (): Promise<contract.BotView[]> => this.call('listBots');
  addBot = (bot: contract.NewBot): Promise<contract.BotView> => this.call('addBot', {}, bot);
  getWebhook: contract.SandboxControl['getWebhook'] = (botId) => this.call('getWebhook', { botId });
  listPendingUpdates: contract.SandboxControl['listPendingUpdates'] = (botId) =>
    this.call('listPendingUpdates', { botId });
  injectUpdate: contract.SandboxControl['injectUpdate'] = (botId, update) =>
    this.call('injectUpdate', { botId }, update);
  listDeliveries: contract.SandboxControl['listDeliveries'] = (botId) => this.call('listDeliveries', { botId });

  listPeople: contract.SandboxControl['listPeople'] = (query) => this.call('listPeople', {}, query);
  addPerson: contract.SandboxControl['addPerson'] = (person) => this.call('addPerson', {}, person);
  addPeople: contract.SandboxControl['addPeople'] = (people) => this.call('addPeople', {}, people);
  getPerson: contract.SandboxControl['getPerson'] = (personId) => this.call('getPerson', { personId });
  changePerson: contract.SandboxControl['changePerson'] = (personId, patch) =>
    this.call('changePerson', { personId }, patch);
  block: contract.SandboxControl['block'] = (personId, options) => this.call('block', { personId }, options);
  unblock: contract.SandboxControl['unblock'] = (personId, options) => this.call('unblock', { personId }, options);
  start: contract.SandboxControl['start'] = (personId, options) => this.call('start', { personId }, options);
  listCommands: contract.SandboxControl['listCommands'] = (personId, options) =>
    this.call('listCommands', { personId }, options);

  listChatsOf: contract.SandboxControl['listChatsOf'] = (personId) => this.call('listChatsOf', { personId });
  getMessage: contract.SandboxControl['getMessage'] = (personId, chatId, messageId) =>
    this.call('getMessage', { personId, chatId, messageId });
  editMessage: contract.SandboxControl['editMessage'] = (personId, chatId, messageId, change) =>
    this.call('editMessage', { personId, chatId, messageId }, change);
  deleteMessage: contract.SandboxControl['deleteMessage'] = (personId, chatId, messageId) =>
    this.call('deleteMessage', { personId, chatId, messageId });
  react: contract.SandboxControl['react'] = (personId, chatId, messageId, reaction) =>
    this.call('react', { personId, chatId, messageId }, reaction);
  queryInline: contract.SandboxControl['queryInline'] = (personId, request) =>
    this.call('queryInline', { personId }, request);
  chooseInlineResult: contract.SandboxControl['chooseInlineResult'] = (personId, choice) =>
    this.call('chooseInlineResult', { personId }, choice);

  listChats = (): Promise<contract.ChatView[]> => this.call('listChats');
  addChat: contract.SandboxControl['addChat'] = (chat) => this.call('addChat', {}, chat);
  getChat: contract.SandboxControl['getChat'] = (chatId) => this.call('getChat', { chatId });
  changeChat: contract.SandboxControl['changeChat'] = (chatId, patch) => this.call('changeChat', { chatId }, patch);
  migrateChat: contract.SandboxControl['migrateChat'] = (chatId) => this.call('migrateChat', { chatId });
  setMember: contract.SandboxControl['setMember'] = (chatId, userId, change) =>
    this.call('setMember', { chatId, userId }, change);
  requestToJoin: contract.SandboxControl['requestToJoin'] = (chatId, request) =>
    this.call('requestToJoin', { chatId }, request);

  addFile: contract.SandboxControl['addFile'] = (file) => this.call('addFile', {}, file);
  getFileInfo: contract.SandboxControl['getFileInfo'] = (fileUniqueId) => this.call('getFileInfo', { fileUniqueId });

  listFaults = (): Promise<contract.Fault[]> => this.call('listFaults');
  addFault: contract.SandboxControl['addFault'] = (fault) => this.call('addFault', {}, fault);
  removeFault: contract.SandboxControl['removeFault'] = (faultId) => this.call('removeFault', { faultId });
  removeFaults = (): Promise<void> => this.call('removeFaults');
  listCalls: contract.SandboxControl['listCalls'] = (query) => this.call('listCalls', {}, query);
  clearCalls = (): Promise<void> => this.call('clearCalls');

  async listMessages(personId: number, chatId?: number, query?: contract.MessageQuery): Promise<contract.SeenMessages> {
    return this.call('listMessages', { personId, chatId: chatId ?? (await this.firstBotId()) }, query);
  }

  async pressButton(personId: number, press: contract.ButtonPress): Promise<contract.ButtonOutcome> {
    return this.call('pressButton', { personId }, press);
  }

  async sendMessage(
    personId: number,
    message: contract.OutgoingMessage,
    uploads: contract.Upload[] = [],
  ): Promise<contract.SeenMessage[]> {
    if (uploads.length === 0) return this.call('sendMessage', { personId }, message);
    const spool = await mkdtemp(join(tmpdir(), 'sandbox-client-'));
    try {
      const form = new FormData();
      form.set('message', JSON.stringify(message));
      for (const [index, upload] of uploads.entries()) {
        form.set(upload.name, await toBlob(upload, join(spool, String(index))), upload.fileName ?? nameOf(upload));
      }
      return await this.fetchJson('sendMessage', { personId }, { body: form });
    } finally {
      await rm(spool, { recursive: true, force: true });
    }
  }

  async downloadFile(fileUniqueId: string): Promise<Readable> {
    const response = await this.request('downloadFile', { fileUniqueId }, {});
    return Readable.fromWeb(response.body as ReadableStream);
  }

  async subscribe(listener: contract.EventListener, query: contract.EventQuery = {}): Promise<() => void> {
    const stop = new AbortController();
    const lists = { people: query.people?.join(','), types: query.types?.join(',') };
    const response = await this.request('events', {}, { signal: stop.signal }, lists);
    void readEventStream(response.body as ReadableStream<Uint8Array>, listener).catch(() => undefined);
    return () => stop.abort();
  }

  private firstBotId(): Promise<number> {
    this.defaultBotId ??= this.listBots().then(([bot]) => {
      this.defaultBotId = bot ? this.defaultBotId : undefined;
      if (!bot) throw new ControlError('not_found', 'There is no bot yet');
      return bot.id;
    });
    return this.defaultBotId;
  }

  /** What isn't in the path goes into the query (GET, DELETE) or the JSON body. */
  private async call<T>(name: keyof typeof CONTROL_ROUTES, path: PathValues = {}, rest?: object): Promise<T> {
    const inQuery = /^(GET|DELETE)/.test(CONTROL_ROUTES[name]);
    if (inQuery) return this.fetchJson(name, path, {}, rest as Record<string, unknown> | undefined);
    const headers = { 'Content-Type': 'application/json' };
    return this.fetchJson(name, path, { headers, body: JSON.stringify(rest ?? {}) });
  }

  private async fetchJson<T>(...args: Parameters<SandboxClient['request']>): Promise<T> {
    return (await (await this.request(...args)).json()) as T;
  }

  private async request(
    name: keyof typeof CONTROL_ROUTES,
    path: PathValues,
    init: RequestInit,
    query: Record<string, unknown> = {},
  ): Promise<Response> {
    const [method, template] = CONTROL_ROUTES[name].split(' ') as [string, string];
    const filled = template.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(path[key])));
    const given = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(given.map(([key, value]): [string, string] => [key, String(value)])).toString();
    const response = await fetch(`${this.root}${filled}${search ? `?${search}` : ''}`, { ...init, method });
    if (response.ok) return response;
    const { error } = (await response.json()) as contract.ControlErrorBody;
    throw new ControlError(error.code, error.message);
  }
}

function nameOf({ content }: contract.Upload): string {
  return 'path' in content ? basename(content.path) : 'file';
}

/** A blob that is read while it is sent; streams go through a file, as their length must be known before. */
async function toBlob({ content, mimeType }: contract.Upload, spool: string): Promise<Blob> {
  if ('path' in content) return openAsBlob(content.path, { type: mimeType });
  if ('bytes' in content) return new Blob([content.bytes], { type: mimeType });
  await pipeline(content.stream, createWriteStream(spool));
  return openAsBlob(spool, { type: mimeType });
}
