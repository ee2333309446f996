import { z } from 'zod';
import { endpoint } from '../http/endpoint';

export const getThumbnail = endpoint({
  method: 'GET',
  path: '/library/thumbnail',
  access: 'files:read',
  summary: 'The picture that every processed file wears',
  answer: { contentType: 'image/jpeg', description: 'At most 320 px on a side.' },
  problems: [404],
});

export const setThumbnail = endpoint({
  method: 'PUT',
  path: '/library/thumbnail',
  access: 'files:write',
  summary: 'Let files processed from now on wear this picture',
  upload: { description: 'A picture, at most 10 MB; it is turned upright, fitted into 320 px and made a JPEG.' },
  answer: z.object({ width: z.int(), height: z.int() }),
  problems: [413, 415, 422],
});

export const clearThumbnail = endpoint({
  method: 'DELETE',
  path: '/library/thumbnail',
  access: 'files:write',
  summary: 'Let files processed from now on have what Telegram makes for them',
});

export const reprocessLibrary = endpoint({
  method: 'POST',
  path: '/library/reprocess',
  access: 'files:write',
  summary: 'Process every file again in the background, for example after a new thumbnail',
  answer: z.object({ files: z.int().describe('How many it concerns.') }),
  status: 202,
});
