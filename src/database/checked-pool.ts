import { Pool, type PoolClient, type PoolConfig } from 'pg';

/** A connection used this recently is taken to be alive: asking costs a round trip, and its death shows in its socket. */
const TRUSTED_MS = 1_000;
const CHECK_TIMEOUT_MS = 2_000;

type ConnectCallback = (
  error: Error | undefined,
  client: PoolClient | undefined,
  release: (e?: unknown) => void,
) => void;

/**
 * A pool that hands out working connections only: one that lay idle is asked for a sign of life first, and replaced when it
 * gives none (the server restarted, a firewall forgot it).
 */
export class CheckedPool extends Pool {
  private readonly lastUsed = new WeakMap<PoolClient, number>();
  private readonly size: number;

  constructor(config: PoolConfig) {
    super(config);
    this.size = config.max ?? 10;
    // While a connection is lent out the pool does not listen, and an 'error' nobody listens to ends the process. Whoever
    // is using the connection learns of it through the statement that fails.
    this.on('connect', (client: PoolClient) => client.on('error', () => undefined));
    this.on('release', (_error: unknown, client: PoolClient) => this.lastUsed.set(client, Date.now()));
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
      const client = await super.connect();
      const usedAt = this.lastUsed.get(client);
      const isFresh = usedAt === undefined || Date.now() - usedAt < TRUSTED_MS;
      if (isFresh || discarded > this.size || (await isAlive(client))) return client;
      client.release(true);
    }
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
