import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { isAlive } from '../../src/common/is-alive';
import { findBinaries } from '../../src/database/embedded/binaries';
import { openCluster, type Cluster } from '../../src/database/embedded/cluster';
import { readPostmaster } from '../../src/database/embedded/postmaster-file';
import { Presence } from '../../src/database/embedded/presence';
import { providePassword, Server, type AddressedTarget } from '../../src/database/embedded/server';

const DATABASE = 'bellhop';

/**
 * A PostgreSQL server as an operator would run one beside the application: a process of its own on 127.0.0.1, with a
 * password. It can be stopped, killed and started again on the same address.
 */
export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly cluster: Cluster,
    private readonly presence: Presence,
    private readonly server: Server,
    /** How to connect to its one database, which is empty at first. */
    readonly target: AddressedTarget,
  ) {}

  static async start(): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-run-postgres-'));
    const binaries = await findBinaries(join(folder, 'libraries'));
    const cluster = await openCluster(folder, binaries, providePassword);
    const presence = new Presence(folder);
    const server = new Server(folder, cluster, binaries, presence, 'loopback');
    const address = await server.ensureRunning();
    const client = new Client(address);
    await client.connect();
    await client.query(`CREATE DATABASE ${DATABASE}`);
    await client.end();
    return new PostgresServer(folder, cluster, presence, server, { ...address, database: DATABASE });
  }

  /** The same address as a connection string, password included: never print it. */
  get url(): string {
    const { host, port, user, password = '', database } = this.target;
    return `postgresql://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  }

  /** Fast shutdown: sessions are cut, everything committed is kept. */
  async stop(): Promise<void> {
    await this.server.stop();
  }

  /** `kill -9` of the server process; its children end by themselves. */
  async kill(): Promise<void> {
    await killPostmaster(this.cluster.folder);
  }

  async startAgain(): Promise<void> {
    await this.server.ensureRunning();
  }

  async close(): Promise<void> {
    await this.server.stop();
    await this.presence.leave(true);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Kills the server of a cluster's folder and answers once its process is gone. Nobody there counts as killed. */
export async function killPostmaster(clusterFolder: string): Promise<void> {
  const postmaster = await readPostmaster(clusterFolder);
  if (!postmaster || !isAlive(postmaster.pid)) return;
  process.kill(postmaster.pid, 'SIGKILL');
  while (isAlive(postmaster.pid)) await pause(20);
}

/** Opens a connection for looking at what the application left behind. */
export async function connectTo(target: AddressedTarget): Promise<Client> {
  const client = new Client(target);
  // A server that is stopped on purpose must not end the run.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
