import { randomUUID } from 'node:crypto';
import type { RedisConnection } from './redis-connection';

/** Long beyond any outage; a witness that ended for its age is taken for lost, which costs some work and harms nothing. */
const LIFE_MS = 24 * 60 * 60_000;

/** A key of this process alone, by which it knows a Redis that came back from one that came back without what it held. */
export class RedisWitness {
  private readonly key: string;

  /** Calls `onEmptied` each time Redis returns empty, and when it is met for the first time after this. */
  constructor(
    private readonly redis: RedisConnection,
    private readonly onEmptied: () => void,
  ) {
    this.key = redis.key('witness', randomUUID());
    redis.onReturn(() => this.look());
    if (redis.isAvailable) this.look();
  }

  private look(): void {
    this.redis
      .run((client) => client.set(this.key, '1', 'PX', LIFE_MS, 'GET'))
      .then(
        (before) => before === null && this.onEmptied(),
        // It looks again at the next return.
        () => undefined,
      );
  }
}
