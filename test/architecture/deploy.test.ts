import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';

const ROOT = resolve(__dirname, '../..');
const read = (...path: string[]): string => readFileSync(join(ROOT, ...path), 'utf8');
const rules = read('deploy/prometheus/bellhop.rules.yml');
const dashboard = JSON.parse(read('deploy/grafana/bellhop-dashboard.json')) as {
  panels: { title: string; targets?: { expr: string }[] }[];
};

/** Every series the application has: what the code declares, with what Prometheus makes of a histogram. */
function declaredNames(): Set<string> {
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => /\.ts$/.test(file) && !file.endsWith('.spec.ts'))
    .map((file) => read('src', file));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/name: '(bellhop_\w+)'/g)].map(([, name = '']) => name),
  );
  const histograms = sources.flatMap((source) =>
    [...source.matchAll(/new Histogram\(\{\s*name: '(bellhop_\w+)'/g)].map(([, name = '']) => name),
  );
  const recorded = [...rules.matchAll(/record: (\S+)/g)].map(([, name = '']) => name);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return new Set([
    'up',
    ...names.filter((name) => !histograms.includes(name)),
    ...histograms.flatMap((name) => [`${name}_bucket`, `${name}_sum`, `${name}_count`]),
    ...recorded,
    ...registry.getMetricsAsArray().map(({ name }) => name),
  ]);
}

/** Names of series in an expression: what is followed neither by "(" nor stands within braces or a `by` list. */
function seriesIn(expression: string): string[] {
  const bare = expression.replace(/\{[^}]*\}/g, '').replace(/\b(by|without)\s*\([^)]*\)/g, '');
  return [...bare.matchAll(/[a-z_][\w:]*(?!\w)(?!\s*\()/gi)]
    .map(([name]) => name)
    .filter((name) => /_|:|^up$/.test(name));
}

describe('what is shipped for Prometheus and Grafana', () => {
  const declared = declaredNames();
  const ruleExpressions = [...rules.matchAll(/expr: (?:\|\n((?: {10,}.*\n)+)|(.+))/g)].map(
    ([, block, line]) => block ?? line ?? '',
  );
  const panelExpressions = dashboard.panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));

  it('asks only for series that the application has', () => {
    const asked = [...ruleExpressions, ...panelExpressions.map((expr) => expr.replaceAll('$__rate_interval', '5m'))];
    const unknown = asked.flatMap((expression) => seriesIn(expression).filter((name) => !declared.has(name)));
    expect(unknown).toEqual([]);
    expect(ruleExpressions.length).toBeGreaterThan(10);
    expect(panelExpressions.length).toBeGreaterThan(40);
  });

  it('knows a series that is not there from one that is', () => {
    const named = seriesIn('sum by (method) (rate(bellhop_telegram_calls_total{outcome="ok"}[5m])) / up');
    expect(named).toEqual(['bellhop_telegram_calls_total', 'up']);
    expect(declared.has('bellhop_telegram_calls_total')).toBe(false);
    expect(declared.has('bellhop_telegram_call_duration_seconds_count')).toBe(true);
  });

  it('has a title and a query on every panel', () => {
    for (const panel of dashboard.panels) {
      expect(panel.title).not.toBe('');
      for (const { expr } of panel.targets ?? []) expect(expr).not.toBe('');
    }
  });
});
