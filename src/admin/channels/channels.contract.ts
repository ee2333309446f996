import { z } from 'zod';
import { endpoint } from '../http/endpoint';
import { chatId } from '../http/lists';

export const channel = z
  .object({
    id: z.int().describe("Telegram's chat id."),
    title: z.string(),
    inviteLink: z.string(),
    takesJoinRequests: z.boolean(),
    active: z.boolean(),
  })
  .meta({
    id: 'Channel',
    examples: [
      { id: -1001234567890, title: 'News', inviteLink: 'https://t.me/news', takesJoinRequests: false, active: true },
    ],
  });

const params = z.strictObject({ channelId: chatId });

export const listChannels = endpoint({
  method: 'GET',
  path: '/channels',
  access: 'channels:read',
  summary: 'Channels that people must have joined',
  description: 'There are never more than ten, so they come on one page.',
  answer: z.object({ items: z.array(channel), total: z.int() }),
});

export const getChannel = endpoint({
  method: 'GET',
  path: '/channels/:channelId',
  access: 'channels:read',
  summary: 'One channel',
  params,
  answer: channel,
  problems: [404],
});

export const addChannel = endpoint({
  method: 'POST',
  path: '/channels',
  access: 'channels:write',
  summary: 'Ask for one more channel',
  description: 'The bot has to be an administrator there.',
  body: z.strictObject({
    reference: z
      .union([
        z.string().regex(/^@[A-Za-z]\w{3,31}$/),
        z
          .int()
          .min(-(2 ** 52))
          .max(-1),
      ])
      .describe('`@username` or the chat id.'),
  }),
  answer: channel,
  status: 201,
  problems: [404, 409],
  idempotent: true,
});

export const changeChannel = endpoint({
  method: 'PATCH',
  path: '/channels/:channelId',
  access: 'channels:write',
  summary: 'Ask for it or not; let people in at once or by request',
  params,
  body: z
    .strictObject({ active: z.boolean(), takesJoinRequests: z.boolean() })
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: channel,
  problems: [404, 409],
});

export const removeChannel = endpoint({
  method: 'DELETE',
  path: '/channels/:channelId',
  access: 'channels:write',
  summary: 'Take it off the list',
  params,
  problems: [404],
});
