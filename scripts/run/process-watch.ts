import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const TICKS_PER_SECOND = 100;

export interface ProcessUse {
  readonly peakMegabytes: number;
  /** CPU time per wall time while it was watched; 1 is one core. */
  readonly cores: number;
}

/** Watches a process's resident memory and CPU time (Linux) until `stop`; a process that is gone counts no more. */
export function watchProcess(pid: number, everyMs = 50): { stop(): Promise<ProcessUse> } {
  let peakMegabytes = 0;
  let watching = true;
  const startedAt = performance.now();
  const before = cpuSeconds(pid);
  const loop = (async () => {
    while (watching) {
      peakMegabytes = Math.max(peakMegabytes, await residentMegabytes(pid));
      await pause(everyMs);
    }
  })();
  return {
    async stop() {
      watching = false;
      await loop;
      const used = Math.max(0, (await cpuSeconds(pid)) - (await before));
      return { peakMegabytes, cores: used / ((performance.now() - startedAt) / 1000) };
    },
  };
}

/** 0 when there is no such process. */
export async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024;
}

async function cpuSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // After the name in brackets, which may hold spaces: state is the 3rd field, utime and stime the 14th and 15th.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_PER_SECOND;
}
