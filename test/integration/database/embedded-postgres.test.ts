import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { EmbeddedDatabaseError } from '../../../src/database';
import { EmbeddedPostgres, type EmbeddedPostgresOptions } from '../../../src/database/embedded/embedded-postgres';
import { isAlive } from '../../../src/common/is-alive';
import { readPostmaster } from '../../../src/database/embedded/postmaster-file';
import { startChild, type Child } from '../../support/child-process';
import { eventually } from '../../support/eventually';

const isRoot = process.getuid?.() === 0;
const asRoot = isRoot ? it : it.skip;
const NOBODY = { uid: 65_534, gid: 65_534 };

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  const opened: EmbeddedPostgres[] = [];
  const children: Child[] = [];
  const folders: string[] = [];

  const newFolder = async (parent = tmpdir(), mode = 0o755) => {
    const folder = await mkdtemp(join(parent, 'bellhop-embedded-'));
    await chmod(folder, mode);
    folders.push(folder);
    return folder;
  };
  const open = async (folder = dataDir, options: EmbeddedPostgresOptions = {}) => {
    const postgres = await EmbeddedPostgres.open(folder, options);
    opened.push(postgres);
    return postgres;
  };
  const child = (request: object, options: Parameters<typeof startChild>[2] = {}) => {
    const started = startChild('use-embedded-postgres', request, options);
    children.push(started);
    return started;
  };
  const query = async (postgres: EmbeddedPostgres, sql: string) => {
    const client = new Client(postgres.target);
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  /** A process that has ended but was not collected yet counts as gone. */
  const isRunning = async (pid = 0) =>
    isAlive(pid) && !/\) Z /.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z '));
  const isGone = (pid: number | undefined) => eventually('the server is gone', async () => !(await isRunning(pid)));
  const serverPid = async (folder = dataDir) => (await readPostmaster(join(folder, 'postgres')))?.pid;

  /** Creating a cluster takes most of a second; tests of other things begin with a copy of one. */
  let made: string;
  const useCopy = async () => {
    await cp(made, dataDir, { recursive: true, preserveTimestamps: true });
    await promisify(execFile)('chown', ['-R', `--reference=${join(made, 'postgres')}`, join(dataDir, 'postgres')]);
  };

  beforeAll(async () => {
    made = await mkdtemp(join(tmpdir(), 'bellhop-embedded-'));
    await chmod(made, 0o755);
    await (await EmbeddedPostgres.open(made)).close();
  });
  afterAll(() => rm(made, { recursive: true, force: true }));
  beforeEach(async () => {
    dataDir = await newFolder();
  });
  afterEach(async () => {
    for (const started of children.splice(0)) await started.kill();
    await Promise.all(opened.splice(0).map((postgres) => postgres.close()));
    for (const folder of folders.splice(0)) {
      const pid = await serverPid(folder).catch(() => undefined);
      if (pid !== undefined && isAlive(pid)) process.kill(pid, 'SIGQUIT');
      if (pid !== undefined) await isGone(pid);
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is created in a private folder, keeps its rows over a restart, and leaves no process behind', async () => {
    const first = await open();
    const pid = await serverPid();
    await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
    const [settings] = await query(
      first,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS sync,
              current_setting('listen_addresses') AS addresses, current_setting('server_encoding') AS encoding,
              current_setting('data_checksums') AS checksums`,
    );
    expect(settings).toEqual({ fsync: 'on', sync: 'on', addresses: '', encoding: 'UTF8', checksums: 'on' });
    await first.close();
    await isGone(pid);

    const second = await open();
    expect(await query(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('never hands the settings of the application to the server', async () => {
    await useCopy();
    const started = child({ dataDir }, { env: { BOT_TOKEN: 'a-secret-of-the-application' } });
    await started.said('open');
    const environment = await readFile(`/proc/${await serverPid()}/environ`, 'latin1');
    expect(environment).toContain('LC_ALL');
    expect(environment).not.toContain('BOT_TOKEN');
  });

  it('is shared by processes that open it at the same time, and stopped by the last one out', async () => {
    const starting = [child({ dataDir }), child({ dataDir }), child({ dataDir })];
    await Promise.all(starting.map((started) => started.said('open')));
    const pid = await serverPid();
    for (const leaving of starting.slice(0, 2)) {
      expect(await leaving.stop()).toBe(0);
      expect(await isRunning(pid)).toBe(true);
    }
    expect(await starting[2]?.stop()).toBe(0);
    await isGone(pid);
  });

  it('is there for a process that comes while another one leaves', async () => {
    await useCopy();
    let previous = await open();
    for (let round = 0; round < 8; round++) {
      const [next] = await Promise.all([open(), previous.close()]);
      expect(await query(next, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      previous = next;
    }
  });

  it('is adopted after its process was killed', async () => {
    await useCopy();
    const killed = child({ dataDir });
    await killed.said('open');
    const pid = await serverPid();
    await killed.kill();
    expect(await isRunning(pid)).toBe(true);

    const heir = await open();
    expect(await serverPid()).toBe(pid);
    await heir.close();
    await isGone(pid);
  });

  it('starts anew when the server was killed too, with everything that was committed', async () => {
    await useCopy();
    const incidents: boolean[] = [];
    const postgres = await open(dataDir, { onIncident: ({ restarted }) => incidents.push(restarted) });
    await query(postgres, 'CREATE TABLE kept AS SELECT 7 AS answer');
    const pid = await serverPid();
    process.kill(pid ?? 0, 'SIGKILL');

    await eventually('it was started again', () => incidents.includes(true), 30_000);
    expect(await serverPid()).not.toBe(pid);
    expect(await query(postgres, 'SELECT answer FROM kept')).toEqual([{ answer: 7 }]);
  });

  it('is started in spite of a lock file whose process id now belongs to something else', async () => {
    await useCopy();
    const lines = [
      `${process.pid}`,
      join(dataDir, 'postgres'),
      '1700000000',
      '5432',
      join(dataDir, 'postgres'),
      '',
      '',
    ];
    const lockFile = join(dataDir, 'postgres', 'postmaster.pid');
    await writeFile(lockFile, lines.join('\n'), { mode: 0o600 });
    const { uid, gid } = await stat(join(dataDir, 'postgres'));
    await chown(lockFile, uid, gid);

    expect(await query(await open(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it.each(['left empty when the power went', 'that another one is about to fill'])(
    'is started in spite of a lock file %s',
    async (which) => {
      await useCopy();
      const lockFile = join(dataDir, 'postgres', 'postmaster.pid');
      await writeFile(lockFile, '', { mode: 0o600 });
      const { uid, gid } = await stat(join(dataDir, 'postgres'));
      await chown(lockFile, uid, gid);
      const longAgo = new Date('2026-01-01');
      if (which.startsWith('left')) await utimes(lockFile, longAgo, longAgo);
      else setTimeout(() => void rm(lockFile), 1_500);

      expect(await query(await open(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    },
  );

  it('is not started while another container or machine is using the folder', async () => {
    await useCopy();
    const presence = join(dataDir, 'postgres.host');
    await writeFile(presence, 'another-container');
    const beat = setInterval(() => void utimes(presence, new Date(), new Date()).catch(() => undefined), 200);
    try {
      await expect(open()).rejects.toThrow('in use by another container or machine');
    } finally {
      clearInterval(beat);
    }
    // Once it has fallen silent the folder is free.
    expect(await query(await open(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('ignores what a killed creation has left, and sweeps it up later', async () => {
    const leftover = join(dataDir, 'postgres.new-killed');
    await mkdir(join(leftover, 'base'), { recursive: true });
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(leftover, longAgo, longAgo);
    await open();
    expect((await readdir(dataDir)).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
  });

  it('works in a folder whose path is too long for a socket, also for a second process', async () => {
    const long = join(dataDir, 'long-'.repeat(20), 'folder');
    const first = await open(long);
    expect(first.target.host.startsWith(dataDir)).toBe(false);
    expect((await stat(first.target.host)).mode & 0o777).toBe(0o700);
    const second = await open(long);
    expect(second.target.host).toBe(first.target.host);
    await first.close();
    await second.close();
    // The temporary folder is swept at every reboot.
    await rm(first.target.host, { recursive: true });
    expect(await query(await open(long), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('works in a folder with spaces, quotes and other signs in its name', async () => {
    const odd = join(dataDir, `it's "odd", $HOME \`id\` ўзбек`);
    expect(await query(await open(odd), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('asks for a generated password where it listens on loopback', async () => {
    const postgres = await open(dataDir, { transport: 'loopback' });
    expect(postgres.target).toMatchObject({ host: '127.0.0.1' });
    expect(await query(postgres, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    const stranger = new Client({ ...postgres.target, password: 'guess' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o077).toBe(0);
  });

  asRoot('never runs as root', async () => {
    await open();
    const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
    expect(/^Uid:\s+(\d+)/m.exec(status)?.[1]).not.toBe('0');
  });

  asRoot('runs for root in a folder that no other user can enter', async () => {
    const closed = join(await newFolder(tmpdir(), 0o700), 'data');
    const first = await open(closed);
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS one');
    await first.close();
    expect(await query(await open(closed), 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  });

  asRoot('follows a folder that was moved to where its user can no longer enter', async () => {
    await useCopy();
    await chmod(dataDir, 0o700);
    expect(await query(await open(), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  asRoot('runs for an ordinary user, as that user', async () => {
    await chown(dataDir, NOBODY.uid, NOBODY.gid);
    const started = child({ dataDir }, { user: NOBODY });
    await started.said('open');
    expect((await stat(join(dataDir, 'postgres'))).uid).toBe(NOBODY.uid);
    expect(await started.stop()).toBe(0);
  });

  asRoot('tells an ordinary user that the folder can not be written, and what to do', async () => {
    const started = child({ dataDir: join(dataDir, 'mine') }, { user: NOBODY });
    await started.said('refused');
    await eventually('all was said', () => started.output().includes('DATABASE_URL'));
    expect(started.output()).toContain(`DATA_DIR (${join(dataDir, 'mine')}) can't be written by this user`);
  });

  asRoot('says that the disk is full, and what to do', async () => {
    const disk = await newFolder();
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0755', 'tmpfs', disk]);
    try {
      const failure = await open(join(disk, 'data')).catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(EmbeddedDatabaseError);
      expect((failure as Error).message).toMatch(/is full\. Free some space[^]*DATABASE_URL/);
    } finally {
      await promisify(execFile)('umount', ['-l', disk]);
    }
  });
});
