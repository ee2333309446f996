import { z } from 'zod';
import { CONTROL_ROUTES, type RawUpdate } from './contract';
import { type ControlService } from './control-service';
import * as schemas from './input-schemas';

/** A control request, taken apart. */
export interface ControlRequest {
  path: Record<string, string>;
  query: Record<string, string>;
  body: unknown;
}

type Run = (control: ControlService, request: ControlRequest) => Promise<unknown>;

/** `sendMessage`, `downloadFile` and `events` don't exchange plain JSON and are answered elsewhere. */
export type StreamingRoute = 'sendMessage' | 'downloadFile' | 'events';

export interface Route {
  name: keyof typeof CONTROL_ROUTES;
  verb: string;
  pattern: RegExp;
  run: Run | undefined;
}

const number = z.coerce.number().int();
const pathId = ({ path }: ControlRequest, name: string): number => number.parse(path[name]);
const personId = (request: ControlRequest): number => pathId(request, 'personId');
const chatId = (request: ControlRequest): number => pathId(request, 'chatId');
const messageId = (request: ControlRequest): number => pathId(request, 'messageId');
const botId = (request: ControlRequest): number => pathId(request, 'botId');
const orEmpty = (body: unknown): unknown => body ?? {};

const RUNS: Record<Exclude<keyof typeof CONTROL_ROUTES, StreamingRoute>, Run> = {
  getInfo: (control) => control.getInfo(),
  getStats: (control) => control.getStats(),
  reset: (control) => control.reset(),
  getSettings: (control) => control.getSettings(),
  changeSettings: (control, { body }) => control.changeSettings(schemas.settingsPatch.parse(body)),

  listBots: (control) => control.listBots(),
  addBot: (control, { body }) => control.addBot(schemas.newBot.parse(body)),
  getWebhook: (control, request) => control.getWebhook(botId(request)),
  listPendingUpdates: (control, request) => control.listPendingUpdates(botId(request)),
  injectUpdate: (control, request) =>
    control.injectUpdate(botId(request), z.record(z.string(), z.unknown()).parse(request.body) satisfies RawUpdate),
  listDeliveries: (control, request) => control.listDeliveries(botId(request)),

  listPeople: (control, { query }) => control.listPeople(schemas.peopleQuery.parse(query)),
  addPerson: (control, { body }) => control.addPerson(schemas.newPerson.parse(body)),
  addPeople: (control, { body }) => control.addPeople(schemas.bulkPeople.parse(body)),
  getPerson: (control, request) => control.getPerson(personId(request)),
  changePerson: (control, request) => control.changePerson(personId(request), schemas.personPatch.parse(request.body)),
  block: (control, request) => control.block(personId(request), schemas.botChoice.parse(orEmpty(request.body))),
  unblock: (control, request) => control.unblock(personId(request), schemas.botChoice.parse(orEmpty(request.body))),
  start: (control, request) => control.start(personId(request), schemas.startOptions.parse(orEmpty(request.body))),
  listCommands: (control, request) =>
    control.listCommands(personId(request), schemas.commandsQuery.parse(request.query)),

  listChatsOf: (control, request) => control.listChatsOf(personId(request)),
  listMessages: (control, request) =>
    control.listMessages(personId(request), chatId(request), schemas.messagesQuery.parse(request.query)),
  getMessage: (control, request) => control.getMessage(personId(request), chatId(request), messageId(request)),
  editMessage: (control, request) =>
    control.editMessage(personId(request), chatId(request), messageId(request), schemas.textChange.parse(request.body)),
  deleteMessage: (control, request) => control.deleteMessage(personId(request), chatId(request), messageId(request)),
  react: (control, request) =>
    control.react(personId(request), chatId(request), messageId(request), schemas.reaction.parse(request.body)),
  pressButton: (control, request) => control.pressButton(personId(request), schemas.buttonPress.parse(request.body)),
  queryInline: (control, request) => control.queryInline(personId(request), schemas.inlineRequest.parse(request.body)),
  chooseInlineResult: (control, request) =>
    control.chooseInlineResult(personId(request), schemas.inlineChoice.parse(request.body)),

  listChats: (control) => control.listChats(),
  addChat: (control, { body }) => control.addChat(schemas.newChat.parse(body)),
  getChat: (control, request) => control.getChat(chatId(request)),
  changeChat: (control, request) => control.changeChat(chatId(request), schemas.chatPatch.parse(request.body)),
  migrateChat: (control, request) => control.migrateChat(chatId(request)),
  setMember: (control, request) =>
    control.setMember(chatId(request), pathId(request, 'userId'), schemas.memberChange.parse(request.body)),
  requestToJoin: (control, request) => control.requestToJoin(chatId(request), schemas.joinRequest.parse(request.body)),

  addFile: (control, { body }) => control.addFile(schemas.newFile.parse(body)),
  getFileInfo: (control, { path }) => control.getFileInfo(path['fileUniqueId'] ?? ''),

  listFaults: (control) => control.listFaults(),
  addFault: (control, { body }) => control.addFault(schemas.newFault.parse(body)),
  removeFault: (control, request) => control.removeFault(pathId(request, 'faultId')),
  removeFaults: (control) => control.removeFaults(),

  listCalls: (control, { query }) => control.listCalls(schemas.callsQuery.parse(query)),
  clearCalls: (control) => control.clearCalls(),
};

/** Every operation of the contract, with what runs it. */
export const ROUTES: Route[] = Object.entries(CONTROL_ROUTES).map(([name, route]) => {
  const [verb, template] = route.split(' ') as [string, string];
  const pattern = new RegExp(`^${template.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
  return { name: name as Route['name'], verb, pattern, run: (RUNS as Partial<Record<string, Run>>)[name] };
});
