import { z } from 'zod';
import type { AppConfig } from '../config';

/** What a setting is: what it may be, what it is measured in, and what it is where nobody has changed it. */
interface SettingDefinition<Value extends z.ZodType> {
  readonly description: string;
  /** `null` for what is not measured. */
  readonly unit: string | null;
  readonly value: Value;
  readonly fromEnvironment: (config: AppConfig) => z.output<Value>;
}

const define = <Value extends z.ZodType>(definition: SettingDefinition<Value>): SettingDefinition<Value> => definition;

const extensions = z
  .array(z.string().regex(/^[a-z0-9]{1,16}$/, 'must be an extension without its dot, in small letters'))
  .max(200)
  .refine((list) => new Set(list).size === list.length, 'must not name anything twice');

/**
 * Everything that can be changed while the application runs. Bounds are those of the environment's variables. What is not
 * here is read once at start, because whoever uses it builds something from it (pools, lanes, paces, timers).
 */
export const settingDefinitions = {
  'library.kinds': define({
    description: 'Kinds of files that may be uploaded',
    unit: null,
    value: z
      .array(z.enum(['document', 'audio', 'video', 'photo']))
      .min(1)
      .max(4)
      .refine((list) => new Set(list).size === list.length, 'must not name anything twice'),
    fromEnvironment: ({ library }) => [...library.kinds],
  }),
  'library.extensions': define({
    description: 'Extensions that files may have; empty: all that are not blocked',
    unit: null,
    value: extensions,
    fromEnvironment: ({ library }) => [...library.extensions],
  }),
  'library.blockedExtensions': define({
    description: 'Extensions that no file may have, also where a file only declares itself to be such',
    unit: null,
    value: extensions,
    fromEnvironment: ({ library }) => [...library.blockedExtensions],
  }),
  'people.actionsPerMinute': define({
    description: 'What one person may do in the chat before being held back',
    unit: 'actions per minute',
    value: z.int().min(1).max(100_000),
    fromEnvironment: ({ bot }) => bot.userRateLimitPerMinute,
  }),
  'voice.maxDurationSeconds': define({
    description: 'The longest recording that is transcribed',
    unit: 'seconds',
    value: z.int().min(1).max(86_400),
    fromEnvironment: ({ speech }) => speech.maxDurationSeconds,
  }),
  'voice.maxWaiting': define({
    description: 'Recordings that may wait in line, all people together',
    unit: 'recordings',
    value: z.int().min(1).max(10_000),
    fromEnvironment: ({ speech }) => speech.maxQueueSize,
  }),
  'api.requestsPerMinute': define({
    description: 'Requests that one address may make to each process of the API',
    unit: 'requests per minute',
    // Below this, the pages of the panel could not be used to raise it again.
    value: z.int().min(30).max(1_000_000),
    fromEnvironment: ({ api }) => api.requestsPerMinute,
  }),
  'alerts.errorsPerMinute': define({
    description: 'Unexpected failures, over all processes, from which on the owners are told',
    unit: 'failures per minute',
    value: z.int().min(1).max(1_000_000),
    fromEnvironment: ({ alerts }) => alerts.errorsPerMinute,
  }),
  'alerts.queueDepth': define({
    description: 'Jobs waiting in one queue from which on the owners are told',
    unit: 'jobs',
    value: z.int().min(1).max(1_000_000_000),
    fromEnvironment: ({ alerts }) => alerts.queueDepth,
  }),
  'alerts.queueWaitSeconds': define({
    description: 'Time the next job of a queue has been waiting from which on the owners are told',
    unit: 'seconds',
    value: z.number().min(1).max(86_400),
    fromEnvironment: ({ alerts }) => alerts.queueWaitMs / 1000,
  }),
};

export type SettingKey = keyof typeof settingDefinitions;

export type SettingValues = {
  readonly [Key in SettingKey]: z.output<(typeof settingDefinitions)[Key]['value']>;
};

export const settingKeys = Object.keys(settingDefinitions) as [SettingKey, ...SettingKey[]];

/** What each setting may be, by key. */
export const valueSchemas = Object.fromEntries(settingKeys.map((key) => [key, settingDefinitions[key].value])) as {
  readonly [Key in SettingKey]: (typeof settingDefinitions)[Key]['value'];
};

/** What every setting is where nobody has changed it. */
export const valuesOfEnvironment = (config: AppConfig): SettingValues =>
  Object.fromEntries(settingKeys.map((key) => [key, settingDefinitions[key].fromEnvironment(config)])) as SettingValues;
