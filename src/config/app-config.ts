import { join, resolve } from 'node:path';
import { type z } from 'zod';
import { environmentSchema, type Environment, type Role } from './app-config.schema';
import { type RedisConfig, redisSection } from './redis-config';

/** Telegram's "MB" is 2^20 bytes. */
const MB = 1 << 20;
/** Limits of the two kinds of Bot API server (https://core.telegram.org/bots/api#getfile, #using-a-local-bot-api-server). */
const PUBLIC_SERVER = { download: 20 * MB, upload: 50 * MB };
const LOCAL_SERVER = { download: 2000 * MB, upload: 2000 * MB };

/** Messages a second of one bot, over all chats (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). */
const FREE_PER_SECOND = 30;
const OPENAI_SERVER = 'https://api.openai.com/v1';

export interface TelegramConfig {
  token: string;
  apiRoot: string;
  localMode: boolean;
  mode: 'polling' | 'webhook';
  webhook: { url: string; path: string; secret: string } | null;
  ownerIds: readonly number[];
  storageChatId: number | null;
  maxDownloadBytes: number;
  maxUploadBytes: number;
  requestTimeoutMs: number;
}

export interface ServerConfig {
  host: string;
  port: number;
  roles: readonly Role[];
  dataDir: string;
  shutdownTimeoutMs: number;
}

export interface LogConfig {
  level: string;
  format: 'json' | 'pretty';
}

export type DatabaseConfig = {
  /** Connections that stay open. */
  poolMin: number;
  poolMax: number;
  statementTimeoutMs: number;
} & ({ tier: 'embedded'; dataDir: string } | { tier: 'postgresql'; url: string });

export interface JobsConfig {
  concurrency: number;
  /** Runs in all, the first included. */
  attempts: number;
  backoffBase: number;
}

export interface LibraryConfig {
  kinds: readonly ('document' | 'audio' | 'video' | 'photo')[];
  /** Empty: every extension that is not blocked. */
  extensions: readonly string[];
  blockedExtensions: readonly string[];
  processingTimeoutMs: number;
}

export interface OrdersConfig {
  /** Downloads of order media at once, over all processes together. */
  maxConcurrentDownloads: number;
  /** Of one download, from its first byte asked for to its last one kept. */
  downloadTimeoutMs: number;
  /** A transfer that brings no byte for this long is cut off and resumed. */
  downloadStallMs: number;
}

export interface BroadcastConfig {
  /** Recipients claimed together. */
  batchSize: number;
  /** Messages a second, of all broadcasts together. */
  perSecond: number;
  /** Whether Telegram is paid for going beyond its overall limit. */
  paid: boolean;
  /** What the bot may send a second in all, answers included and what is paid for not. */
  overallPerSecond: number;
}

export type MediaStoreConfig = {
  /** `null`: as much as the disk or the provider gives. */
  quotaBytes: number | null;
} & (
  | { kind: 'folder'; dir: string }
  | {
      kind: 's3';
      s3: {
        bucket: string;
        region: string;
        endpoint?: string;
        prefix: string;
        forcePathStyle: boolean;
        credentials?: { accessKeyId: string; secretAccessKey: string };
      };
    }
);

/** What the speech engines need is in their own terms: see `TranscriptionConfig` of the transcription room. */
export interface SpeechConfig {
  engine: 'auto' | 'local' | 'openai';
  /** Where `npm run speech:model` puts models. */
  modelDir: string;
  /** A model folder of the operator's own; `null`: what is found in `modelDir`. */
  ownModelFolder: string | null;
  /** PATH, for finding ffmpeg. */
  searchPath: string;
  /** `null` when no server is configured. */
  openai: {
    baseUrl: string;
    apiKey: string | null;
    model: string;
    languages: readonly string[] | 'any';
    timeoutMs: number;
    maxUploadBytes: number;
  } | null;
  /** Requests that may wait, over all processes. */
  maxQueueSize: number;
  /** Recordings worked at once, over all processes. */
  maxConcurrentWorkers: number;
  maxDurationSeconds: number;
  /** Of one recording, from being taken out of the queue to its text. */
  timeoutMs: number;
}

export interface BotConfig {
  userRateLimitPerMinute: number;
  updateConcurrency: number;
  sessionTtlMs: number;
  defaultLanguage: 'uz' | 'ru' | 'en';
}

export interface ApiConfig {
  /** `null`: made once and kept in the data folder (embedded tier). */
  jwtSecret: string | null;
  accessTtlMs: number;
  refreshTtlMs: number;
  firstUsername: string;
  /** `null`: generated and shown once on the embedded tier; no first account elsewhere. */
  firstPassword: string | null;
  /** Origins whose pages may call the API. Empty: only pages of this server itself. */
  corsOrigins: readonly string[];
  /** Requests a minute from one address to one process. */
  requestsPerMinute: number;
  /** Addresses and subnets whose `X-Forwarded-For` is believed. */
  trustedProxies: readonly string[];
}

export interface MonitoringConfig {
  /** `null`: `/metrics` is open. */
  metricsToken: string | null;
  /** How often a process reports how it does, and how often it is looked whether the owners must know something. */
  checkIntervalMs: number;
}

/** When the owners are told in Telegram that something is wrong. */
export interface AlertsConfig {
  enabled: boolean;
  /** How long trouble must last before it is told, and how long it must be gone before that is told. */
  startAfterMs: number;
  endAfterMs: number;
  /** Unexpected failures within a minute, over all processes. */
  errorsPerMinute: number;
  /** Jobs that wait in one queue. */
  queueDepth: number;
  /** How long the next job of a queue may have been waiting. */
  queueWaitMs: number;
}

/** The whole configuration: read once at start, frozen, a section for each room. Durations are milliseconds. */
export class AppConfig {
  readonly telegram!: TelegramConfig;
  readonly server!: ServerConfig;
  readonly log!: LogConfig;
  readonly database!: DatabaseConfig;
  /** `null`: queues, sessions, rate limits and locks live in the database. */
  readonly redis!: RedisConfig | null;
  readonly jobs!: JobsConfig;
  readonly library!: LibraryConfig;
  readonly orders!: OrdersConfig;
  readonly mediaStore!: MediaStoreConfig;
  readonly broadcast!: BroadcastConfig;
  readonly speech!: SpeechConfig;
  readonly bot!: BotConfig;
  readonly api!: ApiConfig;
  readonly monitoring!: MonitoringConfig;
  readonly alerts!: AlertsConfig;

  constructor(sections: { [Section in keyof AppConfig]: AppConfig[Section] }) {
    Object.assign(this, sections);
    for (const section of Object.values(this) as object[]) Object.freeze(section);
    Object.freeze(this);
  }
}

/** What the application runs on, as it is logged at start and shown by `/health`. */
export type Tier = DatabaseConfig['tier'] | `${DatabaseConfig['tier']}+redis`;

export const tierOf = ({ database, redis }: AppConfig): Tier => (redis ? `${database.tier}+redis` : database.tier);

/** Thrown at start. Its message lists every problem, one a line, and never shows a value (it may be a secret). */
export class InvalidConfiguration extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `Bellhop can't start: ${problems.length === 1 ? 'one setting needs' : `${problems.length} settings need`} your attention.\n` +
        problems.map((problem) => `  - ${problem}`).join('\n') +
        '\nSettings are environment variables; a file named .env in the working directory is read too. See .env.example.',
    );
    this.name = 'InvalidConfiguration';
  }
}

/** Reads the configuration from environment variables. Throws `InvalidConfiguration` naming every problem at once. */
export function readConfig(environment: Record<string, string | undefined>): AppConfig {
  const parsed = environmentSchema.safeParse(environment);
  const problems = parsed.success ? [] : describeIssues(parsed.error);
  problems.push(...contradictions(environment));
  if (!parsed.success || problems.length > 0) throw new InvalidConfiguration([...new Set(problems)].sort());
  return new AppConfig(toSections(parsed.data, environment.PATH ?? ''));
}

function describeIssues(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`);
}

/** Problems between settings, which no single one shows. Works on raw text so that they are found beside other mistakes. */
function contradictions(environment: Record<string, string | undefined>): string[] {
  const has = (name: string): boolean => (environment[name] ?? '').trim() !== '';
  const found: string[] = [];
  if (environment.BOT_MODE?.trim() === 'webhook') {
    if (!has('WEBHOOK_URL')) found.push('WEBHOOK_URL: is required when BOT_MODE=webhook (the public https address)');
    if (!has('WEBHOOK_SECRET')) {
      found.push(
        'WEBHOOK_SECRET: is required when BOT_MODE=webhook (any random text; Telegram sends it back to prove itself)',
      );
    }
  }
  if (has('DATABASE_URL') && has('POSTGRES_HOST')) {
    found.push('DATABASE_URL: set either DATABASE_URL or POSTGRES_HOST, not both');
  }
  if (has('REDIS_URL') && has('REDIS_HOST')) {
    found.push('REDIS_URL: set either REDIS_URL or REDIS_HOST, not both');
  }
  if (has('MAX_RETRIES') && has('RETRY_ATTEMPTS') && environment.MAX_RETRIES !== environment.RETRY_ATTEMPTS) {
    found.push('RETRY_ATTEMPTS: is another name of MAX_RETRIES; they are set to different values');
  }
  const isApi = !has('ROLES') || (environment.ROLES ?? '').split(',').some((role) => role.trim() === 'api');
  if (isApi && (has('DATABASE_URL') || has('POSTGRES_HOST')) && !has('JWT_SECRET')) {
    found.push(
      'JWT_SECRET: is required with a PostgreSQL of your own (any 32 random characters or more, the same in every process)',
    );
  }
  if (environment.MEDIA_STORE?.trim() === 's3' && !has('S3_BUCKET')) {
    found.push('S3_BUCKET: is required when MEDIA_STORE=s3');
  }
  if (environment.TRANSCRIPTION_ENGINE?.trim() === 'openai' && !has('OPENAI_API_KEY') && !has('OPENAI_BASE_URL')) {
    found.push(
      'OPENAI_API_KEY: is required when TRANSCRIPTION_ENGINE=openai (or OPENAI_BASE_URL, for a server of your own)',
    );
  }
  if (has('S3_ACCESS_KEY_ID') !== has('S3_SECRET_ACCESS_KEY')) {
    found.push('S3_SECRET_ACCESS_KEY: set it together with S3_ACCESS_KEY_ID, or neither');
  }
  return found;
}

function toSections(env: Environment, searchPath: string): { [Section in keyof AppConfig]: AppConfig[Section] } {
  const fileLimits = env.TELEGRAM_LOCAL_MODE ? LOCAL_SERVER : PUBLIC_SERVER;
  const dataDir = resolve(env.DATA_DIR);
  return {
    telegram: {
      token: env.BOT_TOKEN,
      apiRoot: env.TELEGRAM_API_ROOT.replace(/\/+$/, ''),
      localMode: env.TELEGRAM_LOCAL_MODE,
      mode: env.BOT_MODE,
      webhook:
        env.BOT_MODE === 'webhook' && env.WEBHOOK_URL && env.WEBHOOK_SECRET
          ? { url: env.WEBHOOK_URL.replace(/\/+$/, ''), path: env.WEBHOOK_PATH, secret: env.WEBHOOK_SECRET }
          : null,
      ownerIds: env.ADMIN_TELEGRAM_IDS,
      storageChatId: env.STORAGE_CHAT_ID ?? null,
      maxDownloadBytes: env.TELEGRAM_MAX_DOWNLOAD_BYTES ?? fileLimits.download,
      maxUploadBytes: env.TELEGRAM_MAX_UPLOAD_BYTES ?? fileLimits.upload,
      requestTimeoutMs: env.REQUEST_TIMEOUT,
    },
    server: {
      host: env.HOST,
      port: env.PORT,
      roles: env.ROLES,
      dataDir,
      shutdownTimeoutMs: env.SHUTDOWN_TIMEOUT,
    },
    log: { level: env.LOG_LEVEL, format: env.LOG_FORMAT },
    database: databaseSection(env, dataDir),
    redis: redisSection(env),
    jobs: {
      concurrency: env.THREAD_POOL_SIZE,
      attempts: (env.MAX_RETRIES ?? env.RETRY_ATTEMPTS ?? 3) + 1,
      backoffBase: env.RETRY_BACKOFF_BASE,
    },
    library: {
      kinds: env.UPLOAD_KINDS,
      extensions: env.UPLOAD_EXTENSIONS,
      blockedExtensions: env.UPLOAD_BLOCKED_EXTENSIONS,
      processingTimeoutMs: env.FILE_DOWNLOAD_TIMEOUT,
    },
    orders: {
      maxConcurrentDownloads: env.MAX_CONCURRENT_DOWNLOADS,
      downloadTimeoutMs: env.DOWNLOAD_TIMEOUT,
      downloadStallMs: env.DOWNLOAD_STALL_TIMEOUT,
    },
    mediaStore: mediaStoreSection(env, dataDir),
    broadcast: broadcastSection(env),
    speech: speechSection(env, dataDir, searchPath),
    bot: {
      userRateLimitPerMinute: env.USER_RATE_LIMIT,
      updateConcurrency: env.UPDATE_CONCURRENCY,
      sessionTtlMs: env.SESSION_TTL,
      defaultLanguage: env.DEFAULT_LANGUAGE,
    },
    api: {
      jwtSecret: env.JWT_SECRET ?? null,
      accessTtlMs: env.JWT_ACCESS_TTL,
      refreshTtlMs: env.JWT_REFRESH_TTL,
      firstUsername: env.ADMIN_USERNAME,
      firstPassword: env.ADMIN_PASSWORD ?? null,
      corsOrigins: env.API_CORS_ORIGINS,
      requestsPerMinute: env.API_RATE_LIMIT,
      trustedProxies: env.TRUSTED_PROXIES,
    },
    monitoring: {
      metricsToken: env.METRICS_TOKEN ?? null,
      checkIntervalMs: env.ALERT_CHECK_INTERVAL,
    },
    alerts: {
      enabled: env.ALERTS,
      startAfterMs: env.ALERT_START_AFTER,
      endAfterMs: env.ALERT_END_AFTER,
      errorsPerMinute: env.ALERT_ERRORS_PER_MINUTE,
      queueDepth: env.ALERT_QUEUE_DEPTH,
      queueWaitMs: env.ALERT_QUEUE_WAIT,
    },
  };
}

function broadcastSection(env: Environment): BroadcastConfig {
  const { BROADCAST_BATCH_SIZE: batchSize, BROADCAST_RATE: rate, BROADCAST_DELAY: delay, BROADCAST_PAID: paid } = env;
  return {
    batchSize,
    perSecond: delay === undefined ? rate : Math.min(rate, batchSize / delay),
    paid,
    overallPerSecond: paid ? FREE_PER_SECOND : Math.max(FREE_PER_SECOND, rate),
  };
}

function speechSection(env: Environment, dataDir: string, searchPath: string): SpeechConfig {
  const hasServer = env.OPENAI_API_KEY !== undefined || env.OPENAI_BASE_URL !== undefined;
  return {
    engine: env.TRANSCRIPTION_ENGINE,
    modelDir: env.MODEL_DIR ? resolve(env.MODEL_DIR) : join(dataDir, 'models'),
    ownModelFolder: env.ASR_MODEL_DIR ? resolve(env.ASR_MODEL_DIR) : null,
    searchPath,
    openai: hasServer
      ? {
          baseUrl: (env.OPENAI_BASE_URL ?? OPENAI_SERVER).replace(/\/+$/, ''),
          apiKey: env.OPENAI_API_KEY ?? null,
          model: env.OPENAI_MODEL,
          languages: env.OPENAI_LANGUAGES.includes('any') ? 'any' : env.OPENAI_LANGUAGES,
          timeoutMs: env.OPENAI_TIMEOUT,
          maxUploadBytes: env.OPENAI_MAX_UPLOAD_BYTES,
        }
      : null,
    maxQueueSize: env.MAX_QUEUE_SIZE,
    maxConcurrentWorkers: env.MAX_CONCURRENT_WORKERS,
    maxDurationSeconds: env.MAX_VOICE_DURATION_SECONDS,
    timeoutMs: env.TRANSCRIPTION_TIMEOUT,
  };
}

function mediaStoreSection(env: Environment, dataDir: string): MediaStoreConfig {
  const quotaBytes = env.MEDIA_STORE_QUOTA_BYTES ?? null;
  if (env.MEDIA_STORE === 'folder') {
    return {
      quotaBytes,
      kind: 'folder',
      dir: env.MEDIA_STORE_DIR ? resolve(env.MEDIA_STORE_DIR) : join(dataDir, 'media'),
    };
  }
  return {
    quotaBytes,
    kind: 's3',
    s3: {
      bucket: env.S3_BUCKET ?? '',
      region: env.S3_REGION,
      endpoint: env.S3_ENDPOINT,
      prefix: env.S3_PREFIX ?? '',
      // Amazon's own endpoint wants bucket names in the host, nearly every other server wants them in the path.
      forcePathStyle: env.S3_FORCE_PATH_STYLE ?? env.S3_ENDPOINT !== undefined,
      credentials:
        env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
          ? { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY }
          : undefined,
    },
  };
}

function databaseSection(env: Environment, dataDir: string): DatabaseConfig {
  const shared = {
    poolMin: env.POSTGRES_POOL_SIZE,
    poolMax: env.POSTGRES_POOL_SIZE + env.POSTGRES_MAX_OVERFLOW,
    statementTimeoutMs: env.POSTGRES_STATEMENT_TIMEOUT,
  };
  if (env.DATABASE_URL) return { ...shared, tier: 'postgresql', url: env.DATABASE_URL };
  if (!env.POSTGRES_HOST) return { ...shared, tier: 'embedded', dataDir };
  const credentials =
    encodeURIComponent(env.POSTGRES_USER) +
    (env.POSTGRES_PASSWORD ? `:${encodeURIComponent(env.POSTGRES_PASSWORD)}` : '');
  const address = `${env.POSTGRES_HOST}:${env.POSTGRES_PORT}`;
  return {
    ...shared,
    tier: 'postgresql',
    url: `postgresql://${credentials}@${address}/${encodeURIComponent(env.POSTGRES_DB)}`,
  };
}
