import { chmod, chown, lstat, mkdir, mkdtemp, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PostgresBinaries } from './binaries';
import { EmbeddedDatabaseError } from './embedded-database.errors';
import { runProgram } from './run-program';
import { chooseServerUser, type ServerUser } from './server-user';

export const SUPERUSER = 'bellhop';
/** A half-made cluster older than this belongs to a process that died making it. */
const ABANDONED_AFTER_MS = 10 * 60_000;
const UNFINISHED = 'postgres.new-';

/** The folder of one database cluster inside DATA_DIR, and the user its files belong to. */
export interface Cluster {
  readonly folder: string;
  readonly user: ServerUser;
}

/**
 * Answers the cluster in `dataDir`, creating it when there is none. It is made beside its final place and renamed
 * into it, so that a process killed half way, or two at once, never leave a broken one. With `providePassword` (which
 * answers the path of a file holding one) the server asks for it. Throws `EmbeddedDatabaseError`.
 */
export async function openCluster(
  dataDir: string,
  binaries: PostgresBinaries,
  providePassword?: (dataDir: string) => Promise<string>,
): Promise<Cluster> {
  const folder = join(dataDir, 'postgres');
  try {
    await mkdir(dataDir, { recursive: true });
    const user = await chooseServerUser(folder, dataDir, binaries.folder);
    const cluster = { folder, user };
    if (await hasCluster(folder)) {
      if (user.kind === 'namespace') await giveTo({ uid: 0, gid: 0 }, folder);
      return cluster;
    }
    await removeAbandoned(dataDir);
    await create(dataDir, binaries, cluster, await providePassword?.(dataDir));
    return cluster;
  } catch (error) {
    throw await explain(error, dataDir);
  }
}

async function hasCluster(folder: string): Promise<boolean> {
  return (await stat(join(folder, 'PG_VERSION')).catch(unlessGone)) !== undefined;
}

function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

async function create(
  dataDir: string,
  binaries: PostgresBinaries,
  { folder, user }: Cluster,
  passwordFile: string | undefined,
): Promise<void> {
  const unfinished = await mkdtemp(join(dataDir, UNFINISHED));
  try {
    await chmod(unfinished, 0o700);
    if (user.kind === 'other') {
      await chown(unfinished, user.uid, user.gid);
      if (passwordFile) await chown(passwordFile, user.uid, user.gid);
    }
    const initdbArguments = [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      // A socket lives in a folder only its owner can enter: whoever can connect may as well read the files.
      ...(passwordFile ? ['--auth=scram-sha-256', `--pwfile=${passwordFile}`] : ['--auth=trust']),
      '--encoding=UTF8',
      // The builtin provider sorts and folds the same on every platform and release, so indexes outlive an upgrade of libc.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ];
    const { code, output } = await runProgram(binaries, user, binaries.initdb, initdbArguments, unfinished);
    if (code !== 0) throw new Error(lastLines(output));
    await putInPlace(unfinished, folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function putInPlace(unfinished: string, folder: string): Promise<void> {
  await rename(unfinished, folder).catch(async (error: NodeJS.ErrnoException) => {
    // Another process was faster: use its cluster.
    if (await hasCluster(folder)) return;
    throw error;
  });
}

async function removeAbandoned(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir)) {
    if (!name.startsWith(UNFINISHED)) continue;
    const path = join(dataDir, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true });
  }
}

/** Hands a folder and all it holds to a user. Links are changed themselves, never followed. */
async function giveTo(owner: { uid: number; gid: number }, path: string): Promise<void> {
  const entry = await lstat(path).catch(unlessGone);
  // A server that another process is stopping just now removes files of its own.
  if (!entry) return;
  if (entry.uid !== owner.uid && !entry.isSymbolicLink()) await chown(path, owner.uid, owner.gid);
  if (entry.isDirectory()) for (const name of await readdir(path)) await giveTo(owner, join(path, name));
}

export const lastLines = (text: string): string => text.trim().split('\n').slice(-4).join('\n');

/** Turns what went wrong into words for the operator. */
export async function explain(error: unknown, dataDir: string): Promise<EmbeddedDatabaseError> {
  if (error instanceof EmbeddedDatabaseError) return error;
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  const told = (problem: string): EmbeddedDatabaseError => new EmbeddedDatabaseError(problem, { cause: error });
  if (code === 'ENOSPC' || /No space left on device/.test(message) || (await isFull(dataDir))) {
    return told(`The disk that holds DATA_DIR (${dataDir}) is full. Free some space and start again.`);
  }
  if (
    code === 'EACCES' ||
    code === 'EPERM' ||
    code === 'EROFS' ||
    code === 'ENOTDIR' ||
    /Permission denied/.test(message)
  ) {
    return told(
      `DATA_DIR (${dataDir}) can't be written by this user${whoAmI()}.\n` +
        'Choose another DATA_DIR, or give the folder to the user the application runs as.',
    );
  }
  if (syscall === 'spawn unshare' || /unshare/.test(message)) {
    return told(
      `PostgreSQL refuses to run as root, and no other user can enter DATA_DIR (${dataDir}) or the programs.\n` +
        'Start the application as an ordinary user, or choose a DATA_DIR that every user can enter, like /var/lib/bellhop.',
    );
  }
  return told(`The embedded PostgreSQL in ${dataDir} could not be started:\n${message}`);
}

const whoAmI = (): string => (process.getuid ? ` (user id ${process.getuid()})` : '');

async function isFull(dataDir: string): Promise<boolean> {
  const disk = await statfs(dataDir).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < 1 << 20;
}

/** Writes a file so that a reader sees the old text or the new, never a half. */
export async function replaceFile(path: string, text: string, user: ServerUser): Promise<void> {
  const unfinished = `${path}.${process.pid}.new`;
  await writeFile(unfinished, text, { mode: 0o600 });
  if (user.kind === 'other') await chown(unfinished, user.uid, user.gid);
  await rename(unfinished, path);
}
