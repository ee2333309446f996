import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { findBinaries } from './binaries';
import { openCluster, SUPERUSER } from './cluster';
import { Membership } from './membership';
import { Presence } from './presence';
import { providePassword, Server, type AddressedTarget, type Transport } from './server';

const DATABASE = 'bellhop';
const JOIN_ATTEMPTS = 20;

export interface EmbeddedPostgresOptions {
  /** Default: Unix sockets, and loopback with a generated password on Windows. */
  transport?: Transport;
  /** Told when the server had to be started again while in use, and when that failed (it is tried again). */
  onIncident?: (incident: { restarted: boolean; error?: unknown }) => void;
}

/**
 * A private PostgreSQL server in `DATA_DIR/postgres`, shared by every process that opens the same folder. It is
 * created when missing, adopted when running (a killed process leaves it behind), started again should it die, and
 * stopped by the last process to leave.
 */
export class EmbeddedPostgres {
  private closed = false;
  private membership: Membership | undefined;
  private recovery: Promise<void> = Promise.resolve();

  private constructor(
    private readonly server: Server,
    private readonly presence: Presence,
    private readonly onIncident: NonNullable<EmbeddedPostgresOptions['onIncident']>,
    private address: AddressedTarget,
  ) {}

  /** Ready to use when it resolves. Throws `EmbeddedDatabaseError` with what the operator can do. */
  static async open(dataDir: string, options: EmbeddedPostgresOptions = {}): Promise<EmbeddedPostgres> {
    const folder = resolve(dataDir);
    const transport = options.transport ?? (process.platform === 'win32' ? 'loopback' : 'socket');
    const binaries = await findBinaries(join(folder, 'postgres-libraries'));
    const cluster = await openCluster(folder, binaries, transport === 'loopback' ? providePassword : undefined);
    const presence = new Presence(folder);
    const server = new Server(folder, cluster, binaries, presence, transport);
    const postgres = new EmbeddedPostgres(
      server,
      presence,
      options.onIncident ?? (() => undefined),
      await server.ensureRunning(),
    );
    await postgres.join();
    return postgres;
  }

  /** How to connect to the application's database. */
  get target(): AddressedTarget {
    return { ...this.address, database: DATABASE };
  }

  /** Keeps other processes from using the server until this one leaves it. Answers false when one is using it now. */
  async shutOthersOut(): Promise<boolean> {
    return (await this.membership?.shutOthersOut()) ?? false;
  }

  /** Leaves the server, stopping it when this was the last process using it. Safe to call twice. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.recovery;
    const last = await this.membership?.leave(() => this.server.stop());
    await this.presence.leave(last ?? false);
  }

  private async join(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        this.membership = await Membership.join(this.address, createDatabase, () => {
          this.recovery = this.recover();
        });
        return;
      } catch (error) {
        // The last member may be stopping the server at this very moment: then it is started anew.
        if (attempt === JOIN_ATTEMPTS) throw error;
        await pause(50);
        this.address = await this.server.ensureRunning();
      }
    }
  }

  private async recover(): Promise<void> {
    for (let failures = 0; !this.closed; failures++) {
      try {
        this.address = await this.server.ensureRunning();
        await this.join();
        this.onIncident({ restarted: true });
        return;
      } catch (error) {
        this.onIncident({ restarted: false, error });
        await pause(Math.min(500 * 2 ** failures, 15_000));
      }
    }
  }
}

async function createDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER ${SUPERUSER}`);
}
