import { z } from 'zod';
import { commaList, flag, integer, secondsAsMs, setting } from './setting-types';

export const roles = ['bot', 'api', 'worker', 'scheduler'] as const;
export type Role = (typeof roles)[number];

const optionalText = setting(z.string().trim().optional());
/** Whether percent signs in an address stand for what is encoded by them: what reads it would fail at any other. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
const PERCENT =
  "has a % that encodes nothing; write %25 for a percent sign (and encode the password's other signs too)";

const port = (fallback: number) => integer(fallback, 0, 65_535);
const telegramId = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a comma list of numeric Telegram ids, like 123456789')
  .transform(Number);

const languageCode = z
  .string()
  .regex(/^(any|[a-z]{2})$/, 'must be a comma list of ISO 639-1 codes, like en,ru, or "any"');

/** Programs and scripts: what a file library must not hand from person to person. */
const PROGRAM_EXTENSIONS =
  'apk,app,bat,bin,cmd,com,cpl,deb,dll,dmg,exe,gadget,hta,inf,iso,jar,js,jse,lnk,msc,msi,msp,pif,ps1,reg,rpm,scr,sh,vb,vbe,vbs,ws,wsf,wsh';

/** Every setting, as the environment spells it. `.env.example` is held against these keys by a test. */
export const environmentSchema = z.object({
  BOT_TOKEN: setting(
    z
      .string({ error: 'is required: create a bot with @BotFather and copy its token' })
      .trim()
      .regex(/^\d+:[\w-]{30,}$/, 'does not look like a bot token (digits, a colon, 35 characters)'),
  ),
  TELEGRAM_API_ROOT: setting(z.url({ protocol: /^https?$/ }).default('https://api.telegram.org')),
  TELEGRAM_LOCAL_MODE: flag(false),
  BOT_MODE: setting(z.enum(['polling', 'webhook']).default('polling')),
  WEBHOOK_URL: setting(z.url({ protocol: /^https?$/ }).optional()),
  WEBHOOK_PATH: setting(
    z
      .string()
      .regex(/^\/[\w/-]*$/, 'must begin with "/" and hold letters, digits, "-", "_" and "/"')
      .default('/telegram/webhook'),
  ),
  WEBHOOK_SECRET: setting(
    z
      .string()
      .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, "_" or "-"')
      .optional(),
  ),
  ADMIN_TELEGRAM_IDS: commaList('').pipe(z.array(telegramId)),
  STORAGE_CHAT_ID: setting(
    z.coerce
      .number()
      .int()
      .min(-(2 ** 52))
      .max(2 ** 52)
      .optional(),
  ),
  TELEGRAM_MAX_DOWNLOAD_BYTES: setting(z.coerce.number().int().positive().optional()),
  TELEGRAM_MAX_UPLOAD_BYTES: setting(z.coerce.number().int().positive().optional()),

  HOST: setting(z.string().default('0.0.0.0')),
  PORT: port(3000),
  ROLES: commaList(roles.join(',')).pipe(z.array(z.enum(roles)).min(1)),
  DATA_DIR: setting(z.string().default('./data')),
  LOG_LEVEL: setting(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')),
  LOG_FORMAT: setting(z.enum(['json', 'pretty']).default('json')),
  SHUTDOWN_TIMEOUT: secondsAsMs(10, 1, 300),

  DATABASE_URL: setting(
    z
      .url({ protocol: /^postgres(ql)?$/ })
      .refine(isDecodable, PERCENT)
      .optional(),
  ),
  POSTGRES_HOST: optionalText,
  POSTGRES_PORT: port(5432),
  POSTGRES_USER: setting(z.string().default('postgres')),
  POSTGRES_PASSWORD: optionalText,
  POSTGRES_DB: setting(z.string().default('bellhop')),
  POSTGRES_POOL_SIZE: integer(10, 1, 500),
  POSTGRES_MAX_OVERFLOW: integer(20, 0, 500),
  POSTGRES_STATEMENT_TIMEOUT: secondsAsMs(30, 1, 3600),

  REDIS_URL: setting(
    z
      .url({ protocol: /^rediss?$/, error: 'must look like redis://[user:password@]host[:port][/number]' })
      .regex(/^[^/]+\/\/[^/?#]+(\/\d*)?$/, 'may end with the number of a database, like /2, and nothing else')
      .refine(isDecodable, PERCENT)
      .optional(),
  ),
  REDIS_HOST: optionalText,
  REDIS_PORT: port(6379),
  REDIS_DB: integer(0, 0, 1_000_000),
  REDIS_PASSWORD: optionalText,

  REQUEST_TIMEOUT: secondsAsMs(30, 1, 600),
  FILE_DOWNLOAD_TIMEOUT: secondsAsMs(300, 1, 86_400),
  THREAD_POOL_SIZE: integer(8, 1, 256),
  MAX_RETRIES: setting(z.coerce.number().int().min(0).max(20).optional()),
  RETRY_ATTEMPTS: setting(z.coerce.number().int().min(0).max(20).optional()),
  RETRY_BACKOFF_BASE: setting(z.coerce.number().min(1).max(10).default(2)),
  USER_RATE_LIMIT: integer(60, 1, 100_000),
  UPDATE_CONCURRENCY: integer(64, 1, 1000),
  SESSION_TTL: secondsAsMs(3600, 60, 30 * 86_400),

  UPLOAD_KINDS: commaList('document,audio,video,photo').pipe(z.array(z.enum(['document', 'audio', 'video', 'photo']))),
  UPLOAD_EXTENSIONS: commaList('').pipe(z.array(z.string().toLowerCase())),
  UPLOAD_BLOCKED_EXTENSIONS: commaList(PROGRAM_EXTENSIONS).pipe(z.array(z.string().toLowerCase())),

  MAX_CONCURRENT_DOWNLOADS: integer(5, 1, 100),
  DOWNLOAD_TIMEOUT: secondsAsMs(60, 1, 3600),
  DOWNLOAD_STALL_TIMEOUT: secondsAsMs(15, 1, 600),
  MEDIA_STORE: setting(z.enum(['folder', 's3']).default('folder')),
  MEDIA_STORE_DIR: optionalText,
  MEDIA_STORE_QUOTA_BYTES: setting(z.coerce.number().int().positive().optional()),
  S3_ENDPOINT: setting(z.url({ protocol: /^https?$/ }).optional()),
  S3_REGION: setting(z.string().trim().default('us-east-1')),
  S3_BUCKET: optionalText,
  S3_PREFIX: setting(
    z
      .string()
      .regex(/^[\w-]+(\/[\w-]+)*$/, 'must be letters, digits, "-" and "_", with "/" between segments')
      .optional(),
  ),
  S3_FORCE_PATH_STYLE: setting(z.stringbool().optional()),
  S3_ACCESS_KEY_ID: optionalText,
  S3_SECRET_ACCESS_KEY: optionalText,

  JWT_SECRET: setting(z.string().min(32, 'must have 32 characters or more, at random').optional()),
  JWT_ACCESS_TTL: secondsAsMs(900, 60, 86_400),
  JWT_REFRESH_TTL: secondsAsMs(30 * 86_400, 300, 365 * 86_400),
  ADMIN_USERNAME: setting(
    z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9][a-z0-9._-]{2,31}$/, 'must be 3 to 32 letters, digits, ".", "_" or "-"')
      .default('owner'),
  ),
  ADMIN_PASSWORD: setting(
    z
      .string()
      .min(10, 'must have 10 characters or more')
      .refine((password) => Buffer.byteLength(password) <= 72, 'must have 72 bytes or less')
      .optional(),
  ),
  API_CORS_ORIGINS: commaList('').pipe(z.array(z.url({ protocol: /^https?$/ }))),
  API_RATE_LIMIT: integer(600, 1, 1_000_000),
  TRUSTED_PROXIES: commaList('').pipe(
    z.array(
      z.string().regex(/^(loopback|linklocal|uniquelocal|[\da-fA-F.:]+(\/\d{1,3})?)$/, 'must be addresses or subnets'),
    ),
  ),

  TRANSCRIPTION_ENGINE: setting(z.enum(['auto', 'local', 'openai']).default('auto')),
  MODEL_DIR: optionalText,
  ASR_MODEL_DIR: optionalText,
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: setting(z.url({ protocol: /^https?$/ }).optional()),
  OPENAI_MODEL: setting(z.string().trim().default('whisper-1')),
  OPENAI_LANGUAGES: commaList('any').pipe(z.array(languageCode)),
  OPENAI_TIMEOUT: secondsAsMs(120, 1, 3600),
  OPENAI_MAX_UPLOAD_BYTES: integer(25 * 2 ** 20, 1024, 2 ** 31),
  MAX_QUEUE_SIZE: integer(50, 1, 10_000),
  MAX_CONCURRENT_WORKERS: integer(1, 1, 64),
  MAX_VOICE_DURATION_SECONDS: integer(120, 1, 86_400),
  TRANSCRIPTION_TIMEOUT: secondsAsMs(120, 1, 86_400),
  METRICS_TOKEN: setting(
    z
      .string()
      .regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 printable characters without spaces')
      .optional(),
  ),

  ALERTS: flag(true),
  ALERT_CHECK_INTERVAL: secondsAsMs(5, 1, 60),
  ALERT_START_AFTER: secondsAsMs(10, 0, 3600),
  ALERT_END_AFTER: secondsAsMs(30, 0, 3600),
  ALERT_ERRORS_PER_MINUTE: integer(10, 1, 1_000_000),
  ALERT_QUEUE_DEPTH: integer(1_000, 1, 1_000_000_000),
  ALERT_QUEUE_WAIT: secondsAsMs(600, 1, 86_400),

  BROADCAST_BATCH_SIZE: integer(30, 1, 1000),
  BROADCAST_RATE: integer(30, 1, 1000),
  BROADCAST_DELAY: setting(z.coerce.number().min(0.001).max(60).optional()),
  BROADCAST_PAID: flag(false),

  DEFAULT_LANGUAGE: setting(z.enum(['uz', 'ru', 'en']).default('en')),
});

export type Environment = z.output<typeof environmentSchema>;
