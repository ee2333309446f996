/** Something only one process may hold at a time: receiving updates, one chat's order, a scheduled task. */
export interface Lease {
  readonly name: string;
  /** Aborted when the lease is lost without being released: the connection that carried it died, or it could not be renewed. */
  readonly lost: AbortSignal;
  /** Safe to call twice. */
  release(): Promise<void>;
}

/**
 * Mutual exclusion across processes. A holder that dies loses its leases at once where they live on its database
 * connection, and within five seconds where they live in Redis; a standby asks again until it gets them.
 */
export abstract class Leases {
  /** Answers `null` at once when somebody else, or this process itself, holds the lease. */
  abstract tryAcquire(name: string): Promise<Lease | null>;
}
