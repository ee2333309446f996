import { type ServerResponse } from 'node:http';
import { ApiError } from '../bot-api/api-error';
import { RawJson } from '../bot-api/call';
import { type FaultEffect } from '../control/contract';

/** What a call is answered with. */
export interface Answer {
  status: number;
  body: string;
  description?: string;
}

export function okAnswer(result: unknown): Answer {
  const json = result instanceof RawJson ? result.text : JSON.stringify(result);
  return { status: 200, body: `{"ok":true,"result":${json}}` };
}

/** Anything that is no ApiError is a fault of the sandbox itself. */
export function errorAnswer(error: unknown): Answer {
  if (error instanceof ApiError) {
    const { status, message, parameters } = error;
    const body = { ok: false, error_code: status, description: message, ...(parameters ? { parameters } : {}) };
    return { status, body: JSON.stringify(body), description: message };
  }
  const description = 'Internal Server Error';
  return { status: 500, body: JSON.stringify({ ok: false, error_code: 500, description }), description };
}

const DESCRIPTIONS: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden: bot was blocked by the user',
  404: 'Not Found',
  409: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** The answer a status fault asks for. */
export function faultAnswer(effect: FaultEffect & { kind: 'status' }): Answer {
  const { status, retryAfterSeconds, migrateToChatId } = effect;
  const retryAfter = retryAfterSeconds ?? (status === 429 ? 1 : undefined);
  const usual =
    status === 429 ? `Too Many Requests: retry after ${retryAfter ?? 1}` : (DESCRIPTIONS[status] ?? `Error ${status}`);
  const parameters = {
    ...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
    ...(migrateToChatId === undefined ? {} : { migrate_to_chat_id: migrateToChatId }),
  };
  const hasParameters = Object.keys(parameters).length > 0;
  return errorAnswer(new ApiError(status, effect.description ?? usual, hasParameters ? parameters : undefined));
}

/** Writes an answer, or only its beginning, after which the connection breaks. */
export function writeAnswer(response: ServerResponse, answer: Answer, cutAfterBytes?: number): void {
  const size = Buffer.byteLength(answer.body);
  response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': size });
  // As a string, the body leaves together with the headers in a single write.
  if (cutAfterBytes === undefined || cutAfterBytes >= size) response.end(answer.body);
  else response.write(Buffer.from(answer.body).subarray(0, cutAfterBytes), () => response.destroy());
}
