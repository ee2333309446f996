import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from './cluster';

/** `sun_path` holds 104 bytes on the BSDs and macOS and 108 on Linux, the closing zero included. */
const MAX_SOCKET_PATH_BYTES = 103;
export const SOCKET_PORT = 5432;

/**
 * Answers the folder for the server's Unix socket: the cluster's own (0700 already), or, where that path is too long
 * for a socket, a private one under the system's temporary folder. That choice is written down in DATA_DIR, so
 * every process makes the same.
 */
export async function chooseSocketFolder(dataDir: string, cluster: Cluster): Promise<string> {
  const path = join(cluster.folder, `.s.PGSQL.${SOCKET_PORT}`);
  if (Buffer.byteLength(path) <= MAX_SOCKET_PATH_BYTES) return cluster.folder;
  const note = join(dataDir, 'postgres.socket-folder');
  for (;;) {
    const noted = (await readFile(note, 'utf8').catch(() => '')).trim();
    if (noted !== '' && (await reclaim(noted, cluster))) return noted;
    if (noted !== '') await rm(note, { force: true });
    const fresh = await mkdtemp(join(tmpdir(), 'bellhop-'));
    await own(fresh, cluster);
    const written = await writeFile(note, fresh, { flag: 'wx' }).then(
      () => true,
      () => false,
    );
    if (written) return fresh;
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Takes a noted folder into use again; temporary folders vanish at a reboot. Refuses one that became somebody else's. */
async function reclaim(folder: string, cluster: Cluster): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    await own(folder, cluster);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false;
    const { uid, mode } = await stat(folder);
    return uid === ownerId(cluster) && (mode & 0o077) === 0;
  }
}

async function own(folder: string, { user }: Cluster): Promise<void> {
  await chmod(folder, 0o700);
  if (user.kind === 'other') await chown(folder, user.uid, user.gid);
}

const ownerId = ({ user }: Cluster): number | undefined => (user.kind === 'other' ? user.uid : process.getuid?.());
