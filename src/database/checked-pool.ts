import { Pool, type PoolClient, type PoolConfig } from 'pg';

/** A connection used this recently is taken to be alive: asking costs a round trip, and its death shows in its socket. */
const TRUSTED_MS = 1_000;
const CHECK_TIMEOUT_MS = 2_000;
/**
 * Beyond those that stay open, a connection is opened only when none has become free for so long: it costs the server as much
 * as dozens of statements, just when many come at once.
 */
const OVERFLOW_AFTER_MS = 20;

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (e?: unknown) => void,
) => void;

/**
 * A pool that hands out working connections only: one that lay idle is asked for a sign of life first, and replaced when it
 * gives none (the server restarted, a firewall forgot it). `min` connections stay open, the others only while they are needed.
 */
export class CheckedPool extends Pool {
  private readonly lastUsed = new WeakMap<PoolClient, number>();
  private readonly size: number;
  private readonly lasting: number;
  private readonly hoping: (() => void)[] = [];

  constructor(config: PoolConfig) {
    super(config);
    this.size = config.max ?? 10;
    this.lasting = config.min ?? 0;
    // While a connection is lent out the pool does not listen, and an 'error' nobody listens to ends the process. Whoever
    // is using the connection learns of it through the statement that fails.
    this.on('connect', (client: PoolClient) => client.on('error', () => undefined));
    this.on('release', (_error: unknown, client: PoolClient) => {
      this.lastUsed.set(client, Date.now());
      this.hoping.shift()?.();
    });
  }

  /** Opens the connections that stay open, so that those who come first need not wait for them. Failures are not told. */
  async openAhead(): Promise<void> {
    const opening = Array.from({ length: this.lasting }, () => super.connect());
    for (const opened of await Promise.allSettled(opening)) {
      if (opened.status === 'fulfilled') opened.value.release();
    }
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<PoolClient> | void {
    const client = this.connectChecked();
    if (!callback) return client;
    client.then(
      (found) => callback(undefined, found, (error) => found.release(error as Error | boolean | undefined)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
  }

  private async connectChecked(): Promise<PoolClient> {
    // After a restart of the server every idle connection may be dead: each is thrown away once, then new ones come.
    for (let discarded = 0; ; discarded++) {
      if (this.wouldOverflow()) await this.untilReleased();
      const client = await super.connect();
      const usedAt = this.lastUsed.get(client);
      const isFresh = usedAt === undefined || Date.now() - usedAt < TRUSTED_MS;
      if (isFresh || discarded > this.size || (await isAlive(client))) return client;
      client.release(true);
    }
  }

  private wouldOverflow(): boolean {
    return this.idleCount === 0 && this.lasting > 0 && this.totalCount >= this.lasting && this.totalCount < this.size;
  }

  private untilReleased(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.hoping.splice(this.hoping.indexOf(end), 1);
        resolve();
      }, OVERFLOW_AFTER_MS);
      this.hoping.push(end);
    });
  }
}

async function isAlive(client: PoolClient): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  const answer = client.query('SELECT 1').then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
