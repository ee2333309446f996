import { Client } from 'pg';
import { Leases, type Lease } from '../../../src/coordination/leases';

/** Leases on one database session, as a process has them; `die` ends the session as a killed process would. */
export class SessionLeases extends Leases {
  private readonly held = new Map<string, AbortController>();
  private readonly client: Client;
  private readonly ready: Promise<unknown>;

  constructor(target: object) {
    super();
    this.client = new Client(target);
    this.client.on('error', () => undefined);
    this.client.on('end', () => {
      for (const lost of this.held.values()) lost.abort();
      this.held.clear();
    });
    this.ready = this.client.connect();
  }

  async tryAcquire(name: string): Promise<Lease | null> {
    await this.ready;
    if (this.held.has(name)) return null;
    const lost = new AbortController();
    this.held.set(name, lost);
    const { rows } = await this.client.query<{ got: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS got',
      [name],
    );
    if (!rows[0]?.got) {
      this.held.delete(name);
      return null;
    }
    return {
      name,
      lost: lost.signal,
      release: async () => {
        if (!this.held.delete(name)) return;
        await this.client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]);
      },
    };
  }

  async die(): Promise<void> {
    await this.ready;
    await this.client.end();
  }
}
