import { z } from 'zod';
import { mediaKinds, mediaStatuses, unprocessedReasons } from '../../media';
import { endpoint } from '../http/endpoint';
import { listOf, listQuery, moment, rowId, searchText, telegramId } from '../http/lists';

const title = z.string().trim().min(1).max(200);
const tags = z.array(z.string().trim().min(1).max(40)).max(20);

export const file = z
  .object({
    id: z.int(),
    title: z.string(),
    tags: z.array(z.string()),
    kind: z.enum(mediaKinds),
    fileName: z.string().nullable(),
    mimeType: z.string().nullable(),
    sizeBytes: z.number().nullable(),
    durationSeconds: z.int().nullable(),
    status: z.enum(mediaStatuses),
    unprocessedReason: z.enum(unprocessedReasons).nullable(),
    downloadCount: z.int(),
    uploaderId: z.int().nullable().describe("The uploader's Telegram id, if it is known."),
    createdAt: moment,
  })
  .meta({
    id: 'File',
    examples: [
      {
        id: 42,
        title: 'Garden guide - Bellhop',
        tags: ['garden', 'pdf'],
        kind: 'document',
        fileName: 'garden.pdf',
        mimeType: 'application/pdf',
        sizeBytes: 183204,
        durationSeconds: null,
        status: 'ready',
        unprocessedReason: null,
        downloadCount: 17,
        uploaderId: 100,
        createdAt: '2026-11-22T05:20:00.000Z',
      },
    ],
  });

const params = z.strictObject({ fileId: rowId });

export const listFiles = endpoint({
  method: 'GET',
  path: '/files',
  access: 'files:read',
  summary: 'The library',
  description:
    'With `q`, files are searched as in the chat, best first: typing errors and scripts are forgiven. A search is narrowed ' +
    'by `kind` alone and pages of it hold at most 50.',
  query: listQuery({
    sort: ['createdAt', 'downloadCount'],
    filters: {
      q: searchText.optional(),
      status: z.enum(mediaStatuses).optional(),
      kind: z.enum(mediaKinds).optional(),
      uploaderId: telegramId.optional(),
    },
  }).refine((query) => query.q === undefined || (!query.status && !query.uploaderId && !query.sort), {
    message: 'goes with kind, page and pageSize only',
    path: ['q'],
  }),
  answer: listOf(file),
});

export const getFile = endpoint({
  method: 'GET',
  path: '/files/:fileId',
  access: 'files:read',
  summary: 'One file',
  params,
  answer: file,
  problems: [404],
});

export const changeFile = endpoint({
  method: 'PATCH',
  path: '/files/:fileId',
  access: 'files:write',
  summary: 'Give another title or other tags',
  description: 'A new title makes a new served copy in the background.',
  params,
  body: z
    .strictObject({ title: title.optional(), tags: tags.optional() })
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: file,
  problems: [404, 422],
});

export const removeFile = endpoint({
  method: 'DELETE',
  path: '/files/:fileId',
  access: 'files:write',
  summary: 'Take a file out of the library',
  params,
  problems: [404],
});

export const reprocessFile = endpoint({
  method: 'POST',
  path: '/files/:fileId/reprocess',
  access: 'files:write',
  summary: 'Process a file again',
  params,
  answer: file,
  status: 202,
  problems: [404],
});

export const uploadFile = endpoint({
  method: 'POST',
  path: '/files',
  access: 'files:write',
  summary: 'Upload a file',
  description:
    'The body is the file itself; it is streamed on to Telegram and never kept here. It goes to the storage channel, or to ' +
    'the chat of the person who is linked to the account.',
  query: z.strictObject({
    title,
    tags: z
      .string()
      .max(1_000)
      .default('')
      .transform((text) =>
        text
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      )
      .pipe(tags)
      .describe('Separated by commas.'),
    fileName: searchText.max(150).regex(/^(?!\.{1,2}$)[^\\/]+$/, 'must be a name, not a path'),
    mimeType: z
      .string()
      .regex(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/)
      .optional(),
    kind: z.enum(['document', 'audio', 'video']).default('document'),
  }),
  upload: { description: 'The file. `Content-Length` lets one that is too big be refused at once.' },
  answer: file,
  status: 201,
  problems: [409, 413, 415, 422],
  timeLimitMs: null,
});
