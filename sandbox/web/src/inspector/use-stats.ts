import { useEffect, useState } from 'react';
import type { SandboxStats } from '../../../src/control/contract';
import { controlApi } from '../api/control-api';

const EVERY_MS = 1_000;

/** The sandbox's counters, once a second. */
export function useStats(): SandboxStats | undefined {
  const [stats, setStats] = useState<SandboxStats>();
  useEffect(() => {
    let timer: number;
    let stopped = false;
    const read = async () => {
      const fresh = await controlApi.getStats().catch(() => undefined);
      if (stopped) return;
      if (fresh) setStats(fresh);
      timer = window.setTimeout(() => void read(), EVERY_MS);
    };
    void read();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
    };
  }, []);
  return stats;
}
