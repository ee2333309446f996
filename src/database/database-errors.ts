import { QueryFailedError } from 'typeorm';
import { AppError } from '../common/app-error';

/** No connection can be had, or the server can't work now (stopping, out of connections, disk full). Heals by itself. */
export class DatabaseUnavailable extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'database.unavailable', messageKey: 'errors.databaseUnavailable', retryable: true, cause });
  }
}

/** SQLSTATE classes: connection exception, insufficient resources, operator intervention, system error. */
const UNAVAILABLE_CLASSES = ['08', '53', '57P', '58'];
const NETWORK_CODES = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
];
/** node-postgres gives its own connection failures no code. */
const DRIVER_MESSAGES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (was closed|has encountered a connection error)|Cannot use a pool after calling end)/;

/** Whether an error of the driver means "there is no working server behind this connection". */
export function isUnavailability(error: unknown): boolean {
  if (error instanceof QueryFailedError) return isUnavailability(error.driverError);
  if (!(error instanceof Error)) return false;
  const { code = '' } = error as NodeJS.ErrnoException;
  return (
    NETWORK_CODES.includes(code) ||
    UNAVAILABLE_CLASSES.some((prefix) => code.startsWith(prefix)) ||
    DRIVER_MESSAGES.test(error.message)
  );
}

/** SQLSTATE 23505: the row is already there. `constraint` narrows it to one unique index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = error as { code?: string; constraint?: string } | null;
  return found?.code === '23505' && (constraint === undefined || found.constraint === constraint);
}
