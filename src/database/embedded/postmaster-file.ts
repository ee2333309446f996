import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a running server writes about itself into its folder. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Empty where there are no Unix sockets. */
  readonly socketFolder: string;
}

/**
 * Reads `postmaster.pid` (lines: pid, folder, start time, port, socket folder, address, …). Answers `null` when there is none or when the
 * server is too young to have written it all. A file may be left by a server that was killed: connect to be sure.
 */
export async function readPostmaster(folder: string): Promise<Postmaster | null> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !Number.isInteger(port) || port <= 0 || lines.length < 6) return null;
  return { pid, port, socketFolder: lines[4] ?? '' };
}
