import { randomUUID } from 'node:crypto';
import type { Lease } from './leases';

/** A lease that is held in Redis, in the database, or in both. While it is not in the database, it is sound for a time only. */
export class TwoPlaceLease implements Lease {
  isInRedis = false;
  /** What its key in Redis holds, so that only this lease renews and removes it. */
  readonly owner = randomUUID();
  private database: Lease | undefined;
  private readonly end = new AbortController();
  private deadline: NodeJS.Timeout | undefined;
  private isReleased = false;

  constructor(
    readonly name: string,
    private readonly onEnd: (lease: TwoPlaceLease) => Promise<void>,
  ) {}

  get lost(): AbortSignal {
    return this.end.signal;
  }

  get inDatabase(): Lease | undefined {
    return this.database;
  }

  /** Whether it is held anywhere, rather than still being asked for. */
  get isTaken(): boolean {
    return !this.isReleased && (this.isInRedis || this.database !== undefined);
  }

  keepInDatabase(lease: Lease): void {
    this.database = lease;
    clearTimeout(this.deadline);
    lease.lost.addEventListener('abort', () => this.lose(), { once: true });
  }

  /** Lost at that moment of `performance.now()`, unless it is said anew before, or held in the database. */
  staySoundUntil(atMs: number): void {
    clearTimeout(this.deadline);
    if (this.database || this.isReleased || this.lost.aborted) return;
    this.deadline = setTimeout(() => this.lose(), atMs - performance.now()).unref();
  }

  async release(): Promise<void> {
    if (this.isReleased || this.lost.aborted) return;
    this.isReleased = true;
    clearTimeout(this.deadline);
    await this.onEnd(this);
  }

  /** The holder must stop; what is left of the lease is given up. */
  lose(): void {
    if (this.isReleased || this.lost.aborted) return;
    clearTimeout(this.deadline);
    this.end.abort(new Error(`the lease "${this.name}" was lost`));
    void this.onEnd(this).catch(() => undefined);
  }
}
