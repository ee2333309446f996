import { type ResponseParameters } from '@grammyjs/types';

/** A refused Bot API call, in Telegram's words: becomes `{ ok: false, error_code, description, parameters }`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    description: string,
    readonly parameters?: ResponseParameters,
  ) {
    super(description);
    this.name = 'ApiError';
  }
}

/** 400; the description is given without its prefix: `badRequest('chat not found')`. */
export function badRequest(description: string, parameters?: ResponseParameters): ApiError {
  return new ApiError(400, `Bad Request: ${description}`, parameters);
}

/** 403; the description is given without its prefix. */
export function forbidden(description: string): ApiError {
  return new ApiError(403, `Forbidden: ${description}`);
}

/** 409; the description is given without its prefix. */
export function conflict(description: string): ApiError {
  return new ApiError(409, `Conflict: ${description}`);
}

/** 429 with `retry_after`, in whole seconds. */
export function tooManyRequests(retryAfterSeconds: number): ApiError {
  return new ApiError(429, `Too Many Requests: retry after ${retryAfterSeconds}`, { retry_after: retryAfterSeconds });
}
