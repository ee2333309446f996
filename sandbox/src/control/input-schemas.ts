/**
 * What the control API accepts over HTTP, checked before anything is done. The types themselves are in the contract; the compiler holds both
 * against each other.
 */
import { z } from 'zod';
import type * as contract from './contract';

const id = z.int();
const text = z.string();
const optionalId = id.optional();
const optionalText = text.optional();
const flag = z.boolean().optional();
const milliseconds = z
  .number()
  .min(0)
  .max(24 * 3_600_000);
const share = z.number().min(0).max(1).optional();
const bucket = z.strictObject({ perSecond: z.number().positive(), burst: z.number().positive() });
const names = z.union([text, z.array(text)]);

const floodSettings = z
  .strictObject({
    enabled: z.boolean(),
    overall: bucket,
    perChat: bucket,
    perGroup: bucket,
    paid: bucket,
    penaltyFactor: z.number().min(1),
    maxRetryAfterSeconds: z.number().min(1),
  })
  .partial();

export const settingsPatch = z.strictObject({
  latencyMs: z.number().min(0).max(60_000).optional(),
  flood: z.union([z.enum(['off', 'public']), floodSettings]).optional(),
}) satisfies z.ZodType<contract.SettingsPatch>;

export const newBot = z.strictObject({
  token: text,
  username: optionalText,
  firstName: optionalText,
  canReadAllGroupMessages: flag,
  supportsInlineQueries: flag,
}) satisfies z.ZodType<contract.NewBot>;

const personFields = {
  firstName: text.min(1).max(64),
  lastName: text.max(64).optional(),
  username: z
    .string()
    .regex(/^\w{1,32}$/)
    .optional(),
  languageCode: text.max(12).optional(),
  isPremium: flag,
};
export const newPerson = z.strictObject({ id: optionalId, ...personFields }) satisfies z.ZodType<contract.NewPerson>;
export const personPatch = z.strictObject({
  ...personFields,
  firstName: personFields.firstName.optional(),
  deactivated: flag,
}) satisfies z.ZodType<contract.PersonPatch>;
export const bulkPeople = z.strictObject({
  count: id,
  firstId: z.int().positive().optional(),
  languageCode: optionalText,
  started: flag,
  blockedShare: share,
  deactivatedShare: share,
}) satisfies z.ZodType<contract.BulkPeople>;

export const botChoice = z.strictObject({ botId: optionalId });
export const startOptions = z.strictObject({ payload: optionalText, botId: optionalId });

const entity = z.looseObject({ type: text, offset: id, length: id }) as unknown as z.ZodType<
  NonNullable<contract.OutgoingMessage['entities']>[number]
>;
const mediaKind = z.enum(['photo', 'document', 'audio', 'video', 'voice', 'video_note', 'animation', 'sticker']);
const outgoingMedia = z.strictObject({
  kind: mediaKind,
  file: text,
  fileName: text.max(255).optional(),
  mimeType: text.max(127).optional(),
  width: id.optional(),
  height: id.optional(),
  durationSeconds: z.number().min(0).optional(),
  title: optionalText,
  performer: optionalText,
  thumbnail: optionalText,
  hasSpoiler: flag,
});
export const outgoingMessage = z.strictObject({
  chatId: optionalId,
  text: optionalText,
  entities: z.array(entity).optional(),
  media: z.array(outgoingMedia).max(10).optional(),
  contact: z.strictObject({ phoneNumber: text, firstName: text, userId: optionalId }).optional(),
  location: z.strictObject({ latitude: z.number(), longitude: z.number() }).optional(),
  replyTo: optionalId,
  forward: z.strictObject({ chatId: optionalId, messageId: id }).optional(),
}) satisfies z.ZodType<contract.OutgoingMessage>;
export const textChange = z.strictObject({ text: text.min(1) });
export const reaction = z.strictObject({ emoji: text.max(16).nullable() });
export const buttonPress = z.strictObject({
  chatId: optionalId,
  messageId: id,
  data: optionalText,
  label: optionalText,
  timeoutMs: z.number().min(0).max(60_000).optional(),
}) satisfies z.ZodType<contract.ButtonPress>;
export const inlineRequest = z.strictObject({
  botId: optionalId,
  query: text.max(256),
  offset: optionalText,
  chatId: optionalId,
  timeoutMs: z.number().min(0).max(60_000).optional(),
}) satisfies z.ZodType<contract.InlineRequest>;
export const inlineChoice = z.strictObject({
  inlineQueryId: text,
  resultId: text,
  chatId: optionalId,
}) satisfies z.ZodType<contract.InlineChoice>;

export const newChat = z.strictObject({
  type: z.enum(['group', 'supergroup', 'channel']),
  title: text.min(1).max(128),
  id: optionalId,
  username: optionalText,
  description: text.max(255).optional(),
  creatorId: optionalId,
  memberIds: z.array(id).optional(),
  botIds: z.array(id).optional(),
  adminBotIds: z.array(id).optional(),
  joinByRequest: flag,
}) satisfies z.ZodType<contract.NewChat>;
export const chatPatch = z.strictObject({
  title: text.min(1).max(128).optional(),
  username: optionalText,
  description: text.max(255).optional(),
  joinByRequest: flag,
}) satisfies z.ZodType<contract.ChatPatch>;
export const memberChange = z.strictObject({
  status: z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']),
  byId: optionalId,
  withoutRights: z.array(text).optional(),
  inviteLink: optionalText,
}) satisfies z.ZodType<contract.MemberChange>;
export const joinRequest = z.strictObject({ personId: id, inviteLink: optionalText });

export const newFault = z.strictObject({
  match: z
    .strictObject({
      botId: optionalId,
      method: names.optional(),
      chatId: z.union([id, text]).optional(),
      probability: share,
    })
    .optional(),
  effect: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('status'),
      status: z.int().min(400).max(599),
      description: optionalText,
      retryAfterSeconds: z.int().positive().optional(),
      migrateToChatId: optionalId,
    }),
    z.strictObject({ kind: z.literal('delay'), delayMs: z.number().min(0).max(600_000) }),
    z.strictObject({ kind: z.literal('cut'), afterBytes: z.int().min(0) }),
    z.strictObject({ kind: z.literal('hang') }),
    z.strictObject({ kind: z.literal('down') }),
    z.strictObject({ kind: z.literal('slow'), bytesPerSecond: z.number().min(1) }),
  ]),
  count: z.int().positive().optional(),
  startAfterMs: milliseconds.optional(),
  durationMs: milliseconds.optional(),
}) satisfies z.ZodType<contract.NewFault>;

export const newFile = z.strictObject({
  kind: z.enum(['document', 'video', 'audio', 'voice', 'animation']),
  size: z
    .int()
    .min(1)
    .max(4_000 * 1024 * 1024),
  fileName: optionalText,
  mimeType: optionalText,
}) satisfies z.ZodType<contract.NewFile>;

const queryId = z.coerce.number().int().optional();
export const peopleQuery = z.object({ limit: queryId, offset: queryId, q: optionalText });
export const commandsQuery = z.object({ chatId: queryId, botId: queryId });
export const messagesQuery = z.object({ sinceRevision: queryId, waitMs: queryId, beforeId: queryId, limit: queryId });
export const callsQuery = z.object({
  botId: queryId,
  method: optionalText,
  outcome: z.enum(['ok', 'refused', 'flood', 'fault']).optional(),
  chatId: optionalText,
  minLatencyMs: z.coerce.number().optional(),
  afterId: queryId,
  limit: queryId,
});
const EVENT_TYPES = [
  'message', 'edit', 'delete', 'chatAction', 'callbackAnswer', 'chat', 'person', 'bot', 'call', 'faults', 'settings', 'reset',
] as const; // prettier-ignore
const commaList = z.string().transform((list) => list.split(',').filter(Boolean));
export const eventsQuery = z.object({
  people: commaList
    .transform((ids) => ids.map(Number))
    .pipe(z.array(id))
    .optional(),
  types: commaList.pipe(z.array(z.enum(EVENT_TYPES))).optional(),
});
