import type { AppError } from '../../common/app-error';

/** The status of every case that the API can meet, by the code of its error. */
const STATUSES: Readonly<Record<string, number>> = {
  'accounts.sign-in-refused': 401,
  'accounts.not-signed-in': 401,
  'accounts.sign-in-throttled': 429,
  'accounts.busy': 503,
  'accounts.not-found': 404,
  'accounts.taken': 409,
  'accounts.password-wrong': 422,
  'accounts.own-account': 409,
  'accounts.last-owner': 409,
  'accounts.linked-role': 409,
  'api.rate-limited': 429,
  'api.timed-out': 503,
  'api.idempotency-mismatch': 422,
  'api.idempotency-running': 409,
  'api.too-many-streams': 503,
  'api.forged': 403,
  'broadcast.content-refused': 422,
  'broadcast.album-buttons': 422,
  'users.not-permitted': 403,
  'roles.too-many-permissions': 403,
  'telegram.file-too-big': 413,
};

/** What the last part of a code means where the whole is not listed: codes are named alike in every feature. */
const BY_ENDING: readonly (readonly [RegExp, number])[] = [
  [/\.(.*-)?(not-found|not-stored)$/, 404],
  [/\.(.*-)?(exists|taken|in-use|fixed|protected|duplicate)$/, 409],
  [/\.(.*-)?(invalid|missing|unreadable|empty|too-long|too-far|past)(\.[\w-]+)?$/, 422],
];

/** A case that may heal by itself is 503, one that won't is 409: the request was understood and can't be carried out. */
export function statusOf({ code, retryable }: AppError): number {
  const listed = STATUSES[code];
  if (listed !== undefined) return listed;
  for (const [ending, status] of BY_ENDING) if (ending.test(code)) return status;
  return retryable ? 503 : 409;
}
