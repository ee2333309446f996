import {
  AudioRefused,
  EngineFailed,
  EngineMisconfigured,
  EngineRateLimited,
  type TranscriptionError,
} from '../../transcription.errors';

/** When a server that says 429 names no time. Seconds. */
const DEFAULT_RETRY_AFTER = 20;
const LONGEST_RETRY_AFTER = 3600;

export interface RefusedAnswer {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

/** Sorts an answer that is no transcript. The server's own sentence is never kept: it may quote the key or the recording. */
export function toEngineError(engine: string, answer: RefusedAnswer, nowMs: number): TranscriptionError {
  const { status } = answer;
  const reason = reasonOf(answer.body);
  const detail = `HTTP ${status}${reason ? ` (${reason})` : ''}`;
  // An empty purse is told as a rate limit, but no waiting fills it.
  if (reason === 'insufficient_quota')
    return new EngineMisconfigured(engine, `${detail}: the account has no credit left`);
  if (status === 429) return new EngineRateLimited(engine, retryAfterSeconds(answer.headers, nowMs));
  if (status === 401 || status === 403) {
    return new EngineMisconfigured(engine, `${detail}: OPENAI_API_KEY is not accepted`);
  }
  if (status === 404 || status === 405 || (status >= 300 && status < 400)) {
    return new EngineMisconfigured(engine, `${detail}: OPENAI_BASE_URL or OPENAI_MODEL is wrong`);
  }
  if (status >= 500 || status === 408 || status === 425) return new EngineFailed(engine, detail);
  return new AudioRefused(status, reason);
}

/** Whether the server refused only the form in which the answer was asked for. */
export function refusesResponseFormat(answer: RefusedAnswer): boolean {
  return answer.status === 400 && /response_format|timestamp_granularities|verbose_json/.test(answer.body);
}

/** The short machine-readable code, if it looks like one. */
function reasonOf(body: string): string | null {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: unknown; type?: unknown } };
    const reason = error?.code ?? error?.type;
    return typeof reason === 'string' && /^[\w.-]{1,64}$/.test(reason) ? reason : null;
  } catch {
    return null;
  }
}

/** `Retry-After` is a number of seconds or a date (RFC 9110, 10.2.3). */
function retryAfterSeconds(headers: RefusedAnswer['headers'], nowMs: number): number {
  const value = headers['retry-after'];
  if (typeof value !== 'string') return DEFAULT_RETRY_AFTER;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - nowMs) / 1000;
  if (Number.isNaN(seconds)) return DEFAULT_RETRY_AFTER;
  return Math.min(Math.max(seconds, 1), LONGEST_RETRY_AFTER);
}
