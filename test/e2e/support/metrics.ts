import type { BellhopProcess } from './bellhop-process';

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

/** What a process tells Prometheus now. */
export async function scrape(app: BellhopProcess): Promise<Sample[]> {
  const response = await fetch(`${app.url}/metrics`, { signal: AbortSignal.timeout(5_000) });
  return parseSamples(await response.text());
}

/** Reads Prometheus' text format, which is one sample a line. */
export function parseSamples(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text = '']) => [key, text]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

/** The sum of the samples of this name whose labels include these. */
export function sum(samples: readonly Sample[], name: string, labels: Record<string, string> = {}): number {
  return samples
    .filter((sample) => sample.name === name)
    .filter((sample) => Object.entries(labels).every(([key, value]) => sample.labels[key] === value))
    .reduce((total, { value }) => total + value, 0);
}
