import { useEffect, useState } from 'react';
import type { SandboxStats } from '../../../src/control/contract';

const SECONDS_KEPT = 60;
const WIDTH = 120;
const HEIGHT = 28;

/** Calls per second now and over the last minute. */
export function Rate({ stats }: { stats?: SandboxStats }) {
  const [rates, setRates] = useState<readonly number[]>([]);
  useEffect(() => {
    if (stats) setRates((before) => [...before, stats.callsPerSecond].slice(-SECONDS_KEPT));
  }, [stats]);

  const highest = Math.max(1, ...rates);
  const points = rates.map((rate, index) => {
    const x = WIDTH - (rates.length - 1 - index) * (WIDTH / (SECONDS_KEPT - 1));
    return `${x.toFixed(1)},${(HEIGHT - 1 - (rate / highest) * (HEIGHT - 3)).toFixed(1)}`;
  });
  return (
    <div className="rate">
      <p>
        <strong>{formatRate(stats?.callsPerSecond ?? 0)}</strong>
        <span>calls/s</span>
      </p>
      <p>
        <strong>{(stats?.callsTotal ?? 0).toLocaleString('en')}</strong>
        <span>in all</span>
      </p>
      <p>
        <strong>{(stats?.callsRefused ?? 0).toLocaleString('en')}</strong>
        <span>refused</span>
      </p>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        <polyline points={points.join(' ')} />
      </svg>
    </div>
  );
}

function formatRate(rate: number): string {
  return rate >= 10 || rate === 0 ? String(Math.round(rate)) : rate.toFixed(1);
}
