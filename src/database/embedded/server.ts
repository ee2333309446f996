import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { ConnectionTarget } from '../connection-target';
import type { PostgresBinaries } from './binaries';
import { explain, lastLines, replaceFile, SUPERUSER, type Cluster } from './cluster';
import { EmbeddedDatabaseError } from './embedded-database.errors';
import { readPostmaster, type Postmaster } from './postmaster-file';
import type { Presence } from './presence';
import { runProgram, type ProgramResult } from './run-program';
import { serverSettings } from './server-settings';
import { chooseSocketFolder } from './socket-folder';

/** Replaying the log after a power loss may take a while on a slow disk. */
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
/** "the database system is starting up", or "shutting down". */
const NOT_READY = '57P03';

/** Beyond this nobody is about to fill a lock file. */
const EMPTY_FOR_MS = 5_000;

export type AddressedTarget = Extract<ConnectionTarget, { host: string }>;

/** `socket`: a Unix socket in a private folder. `loopback`: 127.0.0.1 with a generated password, where there are none. */
export type Transport = 'socket' | 'loopback';

/** The server process of one cluster: found running, started, stopped. Knows nothing of who else uses it. */
export class Server {
  /** Kept over a restart, so that pools which know the address find the server again. */
  private loopbackPort: number | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly cluster: Cluster,
    private readonly binaries: PostgresBinaries,
    private readonly presence: Presence,
    private readonly transport: Transport,
  ) {}

  /**
   * Answers the address of the running server, starting it when there is none. Safe when several processes do this at
   * once: PostgreSQL lets one of them win, the others find its server. Throws `EmbeddedDatabaseError`.
   */
  async ensureRunning(): Promise<AddressedTarget> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    try {
      while (Date.now() < deadline) {
        const postmaster = await readPostmaster(this.cluster.folder);
        const found = postmaster && (await this.tryReach(postmaster));
        if (found) return found;
        if (found === undefined) await pause(50);
        else if ((await this.start()) === 'busy') await this.clearStale(postmaster);
      }
    } catch (error) {
      throw await explain(error, this.dataDir);
    }
    throw new EmbeddedDatabaseError(
      `The embedded PostgreSQL in ${this.cluster.folder} has not become ready within ${START_TIMEOUT_MS / 1000} s.`,
    );
  }

  /** Fast shutdown: sessions are cut, everything committed is kept. A server that is not running counts as stopped. */
  async stop(): Promise<void> {
    const postmaster = await readPostmaster(this.cluster.folder);
    if (!postmaster) return;
    const { code, output } = await this.control(['stop', '--mode=fast', '--no-wait']);
    const deadline = Date.now() + STOP_TIMEOUT_MS;
    // Waiting for this very process: pg_ctl's own wait would mistake a server that somebody starts right after for it.
    while ((await readPostmaster(this.cluster.folder))?.pid === postmaster.pid) {
      if (code !== 0 || Date.now() > deadline)
        throw new Error(`the embedded PostgreSQL does not stop: ${lastLines(output)}`);
      await pause(20);
    }
  }

  /** The address when it answers, `undefined` when it is about to, `null` when nobody is there. */
  private async tryReach(postmaster: Postmaster): Promise<AddressedTarget | undefined | null> {
    const target = await this.addressOf(postmaster);
    const client = new Client({ ...target, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await this.presence.take();
      return target;
    } catch (error) {
      if (error instanceof EmbeddedDatabaseError) throw error;
      return (error as { code?: string }).code === NOT_READY ? undefined : null;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async addressOf({ port, socketFolder }: Postmaster): Promise<AddressedTarget> {
    const common = { port, user: SUPERUSER, database: 'postgres' };
    if (this.transport === 'socket') return { ...common, host: socketFolder };
    this.loopbackPort = port;
    return { ...common, host: '127.0.0.1', password: await readPassword(this.dataDir) };
  }

  private async start(): Promise<'started' | 'busy'> {
    const { inherited } = await this.presence.take();
    if (inherited) await rm(join(this.cluster.folder, 'postmaster.pid'), { force: true });
    await replaceFile(join(this.cluster.folder, 'postgresql.conf'), await this.settings(), this.cluster.user);
    const log = join(this.cluster.folder, 'server.log');
    await rm(log, { force: true }).catch(() => undefined);
    const { code, output } = await this.control([
      'start',
      '--wait',
      `--timeout=${START_TIMEOUT_MS / 1000}`,
      '--log=server.log',
    ]);
    if (code === 0) return 'started';
    const reason = await readFile(log, 'utf8').catch(() => '');
    const told = `${reason}\n${output}`;
    if (/lock file "[^"]*" already exists|(lock|PID) file "[^"]*" is empty|address already in use/i.test(told))
      return 'busy';
    throw new Error(lastLines(reason === '' ? output : reason));
  }

  /**
   * pg_ctl starts the server through a shell, in whose command line the signs of an unusual path would have a meaning of their
   * own: so it works inside the folder and is given no path at all.
   */
  private control(controlArguments: readonly string[]): Promise<ProgramResult> {
    const { folder, user } = this.cluster;
    return runProgram(this.binaries, user, this.binaries.pgCtl, [...controlArguments, '--pgdata=.'], folder);
  }

  private async settings(): Promise<string> {
    if (this.transport === 'socket') {
      return serverSettings({ socketFolder: await chooseSocketFolder(this.dataDir, this.cluster) });
    }
    this.loopbackPort ??= await freePort();
    return serverSettings({ loopbackPort: this.loopbackPort });
  }

  /**
   * A killed server leaves its lock file, and its process id may since have been given to somebody else (in a
   * container, ids start anew at every boot); PostgreSQL then takes that process for a server and refuses to start.
   * Removes the file only when that process is certainly something else.
   */
  private async clearStale(postmaster: Postmaster | null): Promise<void> {
    await pause(100);
    if (!postmaster) return this.clearEmpty();
    if (process.platform !== 'linux') return;
    const status = await readFile(`/proc/${postmaster.pid}/stat`, 'utf8').catch(() => '');
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(status) ?? [];
    // A zombie stays where nobody collects it: in a container whose first process is the application itself.
    if (name !== undefined && (name !== 'postgres' || state === 'Z')) {
      await rm(join(this.cluster.folder, 'postmaster.pid'), { force: true });
    }
  }

  /** A server that is being started fills its lock file at once; one that lost its power just then has left it empty. */
  private async clearEmpty(): Promise<void> {
    const lockFile = join(this.cluster.folder, 'postmaster.pid');
    const found = await stat(lockFile).catch(() => null);
    if (found?.size === 0 && Date.now() - found.mtimeMs > EMPTY_FOR_MS) await rm(lockFile, { force: true });
  }
}

const passwordFile = (dataDir: string): string => join(dataDir, 'postgres.password');

const readPassword = async (dataDir: string): Promise<string> => (await readFile(passwordFile(dataDir), 'utf8')).trim();

/** Writes a password for a cluster that is about to be made; one that is there already stays. Answers the file's path. */
export async function providePassword(dataDir: string): Promise<string> {
  const path = passwordFile(dataDir);
  await writeFile(path, `${randomBytes(24).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return path;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
