import { CircuitOpen } from '../resilience';
import { BotApiRefusal, NoAnswer } from './bot-api-answer';
import {
  ChatMigrated,
  ChatUnreachable,
  FileTooBig,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
  type UnreachableReason,
} from './telegram-errors';

/** Sizes this server takes and hands out, needed to say which wall a file met. */
export interface FileLimits {
  maxDownloadBytes: number;
  maxUploadBytes: number;
}

/**
 * Turns a failed call into the class its caller handles. Whatever is not from Telegram (a caller's abort, a broken
 * source) is answered unchanged.
 */
export function classifyFailure(error: unknown, method: string, limits: FileLimits): unknown {
  if (error instanceof CircuitOpen) return new TelegramTransient('circuit open', error);
  if (error instanceof NoAnswer) return new TelegramTransient(error.reason, error, !error.neverSent);
  if (error instanceof BotApiRefusal) return classifyRefusal(error, method, limits);
  return error;
}

/** What says "Telegram is unwell", and so counts for the circuit breaker: never a refusal. */
export function saysUnwell(error: unknown): boolean {
  return error instanceof NoAnswer || (error instanceof BotApiRefusal && error.status >= 500);
}

function classifyRefusal(refusal: BotApiRefusal, method: string, limits: FileLimits): Error {
  const { status, description, parameters } = refusal;
  if (status === 429) return new TelegramRateLimited(Math.max(1, parameters.retry_after ?? 1), refusal);
  if (status >= 500) return new TelegramTransient(description, refusal, !refusal.isTelegramsOwn);
  if (parameters.migrate_to_chat_id !== undefined) return new ChatMigrated(parameters.migrate_to_chat_id, refusal);
  if (status === 413 || (status === 400 && /\bfile\b.* too big/i.test(description))) {
    return new FileTooBig(method === 'getFile' ? limits.maxDownloadBytes : limits.maxUploadBytes, refusal);
  }
  const reason = unreachableReason(status, description);
  return reason ? new ChatUnreachable(reason, refusal) : new TelegramRejected(status, description, refusal);
}

/** The texts are Telegram's own; it has no codes for these cases. */
function unreachableReason(status: number, description: string): UnreachableReason | undefined {
  if (status === 400) return /chat not found|PEER_ID_INVALID/i.test(description) ? 'not-found' : undefined;
  if (status !== 403) return undefined;
  if (/blocked by the user/i.test(description)) return 'blocked';
  if (/user is deactivated/i.test(description)) return 'deactivated';
  if (/was kicked|is not a member/i.test(description)) return 'kicked';
  return 'forbidden';
}
