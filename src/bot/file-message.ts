import { z } from 'zod';
import type { FileKind } from '../telegram';
import { albumIdOf } from './message-text';

/** A file in a message, as far as the library wants to know it. Small enough to live in a session. */
export const sentFileSchema = z.object({
  kind: z.enum(['document', 'audio', 'video', 'photo', 'animation', 'voice', 'video_note']),
  fileId: z.string().min(1).max(512),
  fileUniqueId: z.string().min(1).max(512),
  fileName: z.string().optional(),
  mimeType: z.string().optional(),
  sizeBytes: z.number().optional(),
  durationSeconds: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  performer: z.string().optional(),
  /** Telegram's own small picture of it. */
  thumbnailFileId: z.string().optional(),
  /** Telegram's `media_group_id`, when it is a piece of an album. */
  albumId: z.string().optional(),
  messageId: z.number(),
  chatId: z.number(),
  /** What the sender wrote under it. */
  caption: z.string().optional(),
});
export type SentFile = z.output<typeof sentFileSchema>;

const NAME_MAX = 255;
const CAPTION_MAX = 1024;

/** Foreign text, cut, and without NUL, which PostgreSQL can't hold. */
const text = z
  .string()
  .transform((value) => value.replaceAll('\0', '').slice(0, NAME_MAX))
  .optional()
  .catch(undefined);

/** Telegram's notation of any kind of file; a photo is a list of its sizes. */
const attachment = z.object({
  file_id: z.string().min(1),
  file_unique_id: z.string().min(1),
  file_name: text,
  mime_type: text,
  file_size: z.number().nonnegative().optional().catch(undefined),
  duration: z.number().nonnegative().optional().catch(undefined),
  width: z.number().optional().catch(undefined),
  height: z.number().optional().catch(undefined),
  performer: text,
  thumbnail: z
    .object({ file_id: z.string().min(1).max(512) })
    .optional()
    .catch(undefined),
});

/** Where a message is. */
const placeOf = z.object({ message_id: z.number(), chat: z.object({ id: z.number() }) });

/** In this order: an animation is also described as a document, for older clients. */
const KINDS: readonly Exclude<FileKind, 'photo'>[] = ['animation', 'document', 'audio', 'video', 'voice', 'video_note'];

/** Finds the file of a message. Answers `undefined` when there is none, or what there is can't be used. */
export function fileOf(message: object | undefined): SentFile | undefined {
  if (!message) return undefined;
  const fields = message as Record<string, unknown>;
  const found = KINDS.map((kind) => ({ kind, data: fields[kind] })).find(({ data }) => data !== undefined);
  if (!found && fields.photo === undefined) return undefined;
  const kind: FileKind = found?.kind ?? 'photo';
  const parsed = attachment.safeParse(found ? found.data : largestPhoto(fields.photo));
  const place = placeOf.safeParse(message);
  if (!parsed.success || !place.success) return undefined;
  const file = parsed.data;
  return {
    kind,
    fileId: file.file_id,
    fileUniqueId: file.file_unique_id,
    fileName: file.file_name,
    mimeType: file.mime_type,
    sizeBytes: file.file_size,
    durationSeconds: file.duration,
    width: file.width,
    height: file.height,
    performer: file.performer,
    thumbnailFileId: file.thumbnail?.file_id,
    albumId: albumIdOf(message),
    messageId: place.data.message_id,
    chatId: place.data.chat.id,
    caption: typeof fields.caption === 'string' ? fields.caption.replaceAll('\0', '').slice(0, CAPTION_MAX) : undefined,
  };
}

/** Telegram lists sizes from small to large. */
const largestPhoto = (sizes: unknown): unknown => (Array.isArray(sizes) ? sizes.at(-1) : undefined);
