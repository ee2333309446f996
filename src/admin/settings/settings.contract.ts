import { z } from 'zod';
import { settingKeys, valueSchemas } from '../../settings';
import { endpoint } from '../http/endpoint';

const value = z.union([z.number(), z.array(z.string())]);

export const setting = z
  .object({
    key: z.enum(settingKeys),
    description: z.string(),
    unit: z.string().nullable(),
    value,
    default: value.describe('What the environment says.'),
    overridden: z.boolean().describe('Whether somebody has set it here.'),
  })
  .meta({
    id: 'Setting',
    examples: [
      {
        key: 'voice.maxDurationSeconds',
        description: 'The longest recording that is transcribed',
        unit: 'seconds',
        value: 300,
        default: 120,
        overridden: true,
      },
    ],
  });

const list = z.object({ items: z.array(setting), total: z.int() });

export const listSettings = endpoint({
  method: 'GET',
  path: '/settings',
  access: 'settings:read',
  summary: 'What can be set while the application runs',
  description: 'Everything else is set by environment variables and takes a restart.',
  answer: list,
});

export const changeSettings = endpoint({
  method: 'PATCH',
  path: '/settings',
  access: 'settings:write',
  summary: 'Set one or several',
  description: 'All of them or none. Every process follows within about two seconds.',
  body: z
    .strictObject(valueSchemas)
    .partial()
    .refine((changes) => Object.keys(changes).length > 0, 'must change something'),
  answer: list,
});

export const resetSetting = endpoint({
  method: 'DELETE',
  path: '/settings/:setting',
  access: 'settings:write',
  summary: 'Back to what the environment says',
  params: z.strictObject({ setting: z.enum(settingKeys) }),
  answer: setting,
});
