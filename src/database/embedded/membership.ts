import { Client } from 'pg';
import type { AddressedTarget } from './server';

/** Held for the moment in which somebody joins or leaves. Arbitrary numbers, of this application alone. */
const GATE = 7_301_001;
/** Held shared by every process that uses the server. */
const MEMBERS = 7_301_002;

/**
 * A process's membership among those who share one embedded server. It is an advisory lock on a connection, so a
 * killed process stops counting at once, and "last one out" is a question the server itself answers.
 */
export class Membership {
  private left = false;

  private constructor(private readonly client: Client) {}

  /**
   * Joins, running `prepare` while nobody else joins or leaves. `onLost` is called once if the server goes away.
   * Rejects when the server is stopped just now; ask for it again and retry.
   */
  static async join(
    target: AddressedTarget,
    prepare: (client: Client) => Promise<void>,
    onLost: () => void,
  ): Promise<Membership> {
    const client = new Client({ ...target, application_name: 'bellhop membership', keepAlive: true });
    client.on('error', () => undefined);
    const membership = new Membership(client);
    try {
      await client.connect();
      await client.query('SELECT pg_advisory_lock($1)', [GATE]);
      await client.query('SELECT pg_advisory_lock_shared($1)', [MEMBERS]);
      await prepare(client);
      await client.query('SELECT pg_advisory_unlock($1)', [GATE]);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.once('end', () => {
      if (!membership.left) onLost();
    });
    return membership;
  }

  /**
   * Keeps everybody else out until this membership ends: who wants to join waits. Answers false, and keeps nobody out, when somebody
   * is in already.
   */
  async shutOthersOut(): Promise<boolean> {
    await this.client.query('SELECT pg_advisory_lock($1)', [GATE]);
    const { rows } = await this.client.query<{ others: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()) AS others`,
      [MEMBERS],
    );
    if (rows[0]?.others !== true) return true;
    await this.client.query('SELECT pg_advisory_unlock($1)', [GATE]);
    return false;
  }

  /** Leaves; runs `stop` when nobody is left, while nobody can join. Answers whether this was the last member. */
  async leave(stop: () => Promise<void>): Promise<boolean> {
    this.left = true;
    try {
      await this.client.query('SELECT pg_advisory_lock($1)', [GATE]);
      await this.client.query('SELECT pg_advisory_unlock_shared($1)', [MEMBERS]);
      const { rows } = await this.client.query<{ last: boolean }>('SELECT pg_try_advisory_lock($1) AS last', [MEMBERS]);
      const last = rows[0]?.last === true;
      if (last) await stop();
      return last;
    } finally {
      await this.client.end().catch(() => undefined);
    }
  }
}
