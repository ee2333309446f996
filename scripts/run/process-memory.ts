import { readdir, readFile } from 'node:fs/promises';

/**
 * Memory of these processes and all their descendants (Linux), in MB: what they share with each other is counted once.
 */
export async function treeMegabytes(roots: readonly number[]): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (/^\d+$/.test(name)) parents.set(Number(name), await parentOf(Number(name)));
  }
  const belongs = (pid: number): boolean => roots.includes(pid) || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  const sizes = await Promise.all([...parents.keys()].filter(belongs).map(proportionalMegabytes));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** PSS: each shared page counts in part for everybody who has it. */
async function proportionalMegabytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
}
