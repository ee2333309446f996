import { z } from 'zod';

/** What every failure is answered with (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string().describe('Stable name of the case, for programs.'),
    detail: z.string().describe('What happened, for people; in the language of `Accept-Language` where there is one.'),
    instance: z.string().optional(),
    reference: z.string().optional().describe('Finds the log line of an unforeseen failure.'),
    retryable: z.boolean().optional().describe('The same request may succeed later.'),
    problems: z
      .array(z.object({ in: z.enum(['path', 'query', 'body', 'header']), field: z.string(), message: z.string() }))
      .optional()
      .describe('Every field that is not as it has to be.'),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        type: 'about:blank',
        title: 'Not Found',
        status: 404,
        code: 'media.not-found',
        detail: 'This file is not in the library any more.',
        instance: '/api/v1/files/42',
      },
    ],
  });
