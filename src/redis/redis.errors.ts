/** Redis can't be used now. Whoever asked goes on without it; nothing was decided in Redis as far as anybody knows. */
export class RedisUnavailable extends Error {
  constructor(cause?: unknown) {
    super('Redis is not available', { cause });
    this.name = 'RedisUnavailable';
  }
}

/** Answers by which a server that can be reached says that it can't work: loading, out of memory, not writable, no entry. */
const REFUSALS =
  /^(LOADING|OOM|MISCONF|READONLY|MASTERDOWN|CLUSTERDOWN|BUSY|NOREPLICAS|NOAUTH|WRONGPASS|NOPERM|ERR max number)/;

/**
 * Whether an error means "there is no working Redis behind this connection": everything but the answers of a server that
 * works, which tell of a mistake of ours.
 */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof TypeError) return false;
  return error.name !== 'ReplyError' || REFUSALS.test(error.message);
}
