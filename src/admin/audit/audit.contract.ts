import { z } from 'zod';
import { endpoint } from '../http/endpoint';
import { listOf, listQuery, moment } from '../http/lists';

const name = z.string().regex(/^[\w.:@-]{1,64}$/);
const values = z.record(z.string(), z.unknown()).nullable();

export const auditEntry = z
  .object({
    id: z.int(),
    createdAt: moment,
    actor: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('chat'), userId: z.int() }),
      z.object({ kind: z.literal('account'), accountId: z.string(), name: z.string() }),
      z.object({ kind: z.literal('system') }),
    ]),
    action: z.string(),
    targetKind: z.string(),
    targetId: z.string().nullable(),
    before: values,
    after: values,
  })
  .meta({
    id: 'AuditEntry',
    examples: [
      {
        id: 12,
        createdAt: '2026-11-22T05:20:00.000Z',
        actor: { kind: 'chat', userId: 100 },
        action: 'file.rename',
        targetKind: 'file',
        targetId: '42',
        before: { title: 'Old - Bellhop' },
        after: { title: 'New - Bellhop' },
      },
    ],
  });

export const listAuditEntries = endpoint({
  method: 'GET',
  path: '/audit',
  access: 'audit:read',
  summary: 'Who changed what, in the chat and here',
  query: listQuery({
    sort: ['createdAt'],
    filters: {
      action: name.optional(),
      targetKind: name.optional(),
      targetId: name.optional().describe('Together with `targetKind`.'),
      actorKind: z.enum(['chat', 'account', 'system']).optional(),
      actorId: name.optional().describe("The person's Telegram id or the account's id, together with `actorKind`."),
      from: moment.optional(),
      to: moment.optional(),
    },
  })
    .refine((query) => query.targetId === undefined || query.targetKind !== undefined, {
      message: 'needs targetKind',
      path: ['targetId'],
    })
    .refine((query) => query.actorId === undefined || query.actorKind !== undefined, {
      message: 'needs actorKind',
      path: ['actorId'],
    }),
  answer: listOf(auditEntry),
});
