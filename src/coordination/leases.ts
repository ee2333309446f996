/** Something only one process may hold at a time: receiving updates, one chat's order, a scheduled task. */
export interface Lease {
  readonly name: string;
  /** Aborted when the lease is lost without being released (the connection that carried it died). */
  readonly lost: AbortSignal;
  /** Safe to call twice. */
  release(): Promise<void>;
}

/**
 * Mutual exclusion across processes. A holder that dies loses its leases at once (they live on its database
 * connection), so a standby takes over within its own polling interval; no clock is trusted.
 */
export abstract class Leases {
  /** Answers `null` at once when somebody else, or this process itself, holds the lease. */
  abstract tryAcquire(name: string): Promise<Lease | null>;
}
