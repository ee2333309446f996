import pino, { type Logger } from 'pino';
import pretty from 'pino-pretty';
import type { AppConfig } from '../config';
import { describeError } from './describe-error';
import { LogContext } from './log-context';

export type RootLogger = Logger;

/**
 * The process's one logger: JSON lines (or coloured text), the current work's ids on each, and no secret in any. Secrets
 * are removed from the finished line, so that one inside an error of a library, or a URL, is caught as well.
 */
export function createRootLogger(config: AppConfig): RootLogger {
  const hide = secretRemover(secretsOf(config));
  return pino(
    {
      level: config.log.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      mixin: () => LogContext.fields(),
      serializers: { err: describeIfError, error: describeIfError, req: () => undefined, res: () => undefined },
      hooks: { streamWrite: hide },
    },
    config.log.format === 'pretty' ? pretty({ colorize: true, ignore: 'pid,hostname' }) : pino.destination(1),
  );
}

const describeIfError = (value: unknown): unknown => (value instanceof Error ? describeError(value) : value);

function secretsOf(config: AppConfig): string[] {
  const { api, database, mediaStore, monitoring, redis, speech, telegram } = config;
  const bucket = mediaStore.kind === 's3' ? mediaStore.s3.credentials : undefined;
  const databasePassword = database.tier === 'postgresql' ? new URL(database.url).password : '';
  const passwords = [databasePassword, decodeURIComponent(databasePassword), redis?.password ?? ''];
  return [
    telegram.token,
    telegram.webhook?.secret ?? '',
    monitoring.metricsToken ?? '',
    api.jwtSecret ?? '',
    api.firstPassword ?? '',
    speech.openai?.apiKey ?? '',
    bucket?.secretAccessKey ?? '',
    ...passwords,
    ...passwords.map(encodeURIComponent),
  ];
}

/** Answers a function that blanks every secret in a text. Exported for its test. */
export function secretRemover(secrets: readonly string[]): (text: string) => string {
  // A one-letter password would blank half of every line; such a secret is none.
  const known = [...new Set(secrets)].filter((secret) => secret.length >= 4);
  return (text) => known.reduce((line, secret) => line.replaceAll(secret, '[secret]'), text);
}
