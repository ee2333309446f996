import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { AppError } from '../../common/app-error';
import { DatabaseUnavailable } from '../../database';
import type { I18n, Language } from '../../i18n';
import { InvalidInput, type FieldProblem } from './invalid-input';
import { statusOf } from './problem-status';

/** RFC 9457. `code` is stable and meant for programs, `detail` for people, `reference` finds the log line of a 5xx. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance?: string;
  readonly reference?: string;
  readonly problems?: readonly FieldProblem[];
  /** Whether the same request may succeed later. */
  readonly retryable?: boolean;
}

const make = (status: number, code: string, detail: string, more: Partial<Problem> = {}): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  code,
  detail,
  ...more,
});

/** Turns whatever a route threw into what its caller may know. Nothing of an unforeseen error leaves the process. */
export function toProblem(error: unknown, i18n: I18n, language: Language): Problem {
  if (error instanceof InvalidInput) {
    return make(400, 'request.invalid', 'Some fields are not as they have to be.', { problems: error.problems });
  }
  if (error instanceof DatabaseUnavailable) {
    return make(503, 'database.unavailable', 'The database can not be reached at the moment.', { retryable: true });
  }
  if (error instanceof AppError) {
    const detail = i18n.has(error.messageKey) ? i18n.plain(language, error.messageKey, error.params) : error.code;
    return make(statusOf(error), error.code, withoutTags(detail), error.retryable ? { retryable: true } : {});
  }
  const status = httpStatusOf(error);
  if (status !== undefined && status < 500) return make(status, codeOf(status), detailOf(status));
  const reference = randomBytes(4).toString('hex');
  return make(500, 'internal', 'Something went wrong here. The log knows more under the reference.', { reference });
}

/** Texts are written for Telegram, whose few tags mean nothing here. */
const withoutTags = (html: string): string => html.replace(/<\/?(b|i|code|u|s)>/g, '');

/** Of errors that Nest and its body parser throw. */
function httpStatusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { status, expose } = (error ?? {}) as { status?: unknown; expose?: unknown };
  return typeof status === 'number' && expose === true ? status : undefined;
}

const codeOf = (status: number): string =>
  `http.${(STATUS_CODES[status] ?? String(status)).toLowerCase().replace(/[^a-z]+/g, '-')}`;

function detailOf(status: number): string {
  switch (status) {
    case 400:
      return 'The request can not be read: is its body JSON?';
    case 404:
      return 'There is nothing at this address.';
    case 413:
      return 'The body is larger than this route takes.';
    case 415:
      return 'The body is not of a type that this route reads.';
    default:
      return STATUS_CODES[status] ?? 'The request was refused.';
  }
}
