import { type FileStore } from '../files/file-store';
import { type FloodControl } from '../flood/flood-control';
import { type Bot } from '../world/bot';
import { type World } from '../world/world';
import { type Parameters } from './parameters';

export interface FileLimits {
  localMode: boolean;
  maxDownloadBytes: number;
  maxUploadBytes: number;
}

/** What methods work on. */
export interface Services {
  world: World;
  files: FileStore;
  flood: FloodControl;
  limits: FileLimits;
  /** First wait after a failed webhook delivery. */
  webhookRetryMs: number;
  /** Runs a method for a bot as if it had called it (answers to webhook requests). */
  run: (bot: Bot, method: string, values: Record<string, unknown>) => void;
}

/** One call of a method, its parameters already of the published types. */
export interface Call {
  bot: Bot;
  method: string;
  parameters: Parameters;
  /** Aborted when the client hangs up. */
  signal: AbortSignal;
  /** Notes something the public server would pass over in silence, for the call log. */
  warn: (text: string) => void;
}

/** Does the call; what it returns becomes `result`. Throws ApiError to refuse. */
export type MethodHandler = (call: Call) => unknown;
export type MethodHandlers = Record<string, MethodHandler>;

/** A result that is JSON text already. */
export class RawJson {
  constructor(readonly text: string) {}
}
