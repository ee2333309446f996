import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../support/free-port';
import { eventually } from './support/eventually';
import { ANN, Stage } from './support/stage';

const DEPLOY = resolve(__dirname, '../../deploy');
const PROGRAM = process.env.PROMETHEUS_PATH;
const TOKEN = 'scraper-0123456789';

interface Answer<Data> {
  status: string;
  data: Data;
}
type Series = { metric: Record<string, string>; value: [number, string] }[];

/** Without a Prometheus on this machine the test run says plainly that this was not tested. */
(PROGRAM ? describe : describe.skip)('a real Prometheus', () => {
  let stage: Stage;
  let folder: string;
  let prometheus: ChildProcess;
  let url: string;

  const ask = async <Data>(path: string): Promise<Data> => {
    const response = await fetch(`${url}/api/v1/${path}`, { signal: AbortSignal.timeout(5_000) });
    return ((await response.json()) as Answer<Data>).data;
  };
  const query = async (expression: string): Promise<Series> =>
    (await ask<{ result: Series }>(`query?query=${encodeURIComponent(expression)}`)).result;

  beforeAll(async () => {
    stage = await Stage.open();
    const app = await stage.startApp({ METRICS_TOKEN: TOKEN });
    const question = await stage.people.sendText(ANN, '/help');
    await stage.people.waitForMessage(ANN, 'What I can do', { since: question });

    folder = await mkdtemp(join(tmpdir(), 'bellhop-prometheus-'));
    await copyFile(join(DEPLOY, 'prometheus/bellhop.rules.yml'), join(folder, 'bellhop.rules.yml'));
    await writeFile(join(folder, 'token'), TOKEN);
    const shipped = await readFile(join(DEPLOY, 'prometheus/prometheus.yml'), 'utf8');
    const configured = shipped
      .replaceAll(/15s/g, '1s')
      .replace('localhost:3000', new URL(app.url).host)
      .replace(
        /# (authorization:)\n(\s+)#( +)credentials_file: .*/,
        `$1\n$2$3credentials_file: ${join(folder, 'token')}`,
      );
    await writeFile(join(folder, 'prometheus.yml'), configured);

    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    prometheus = spawn(
      PROGRAM ?? '',
      [
        `--config.file=${join(folder, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
      ],
      { stdio: 'ignore' },
    );
  });

  afterAll(async () => {
    const gone = once(prometheus, 'exit');
    prometheus.kill('SIGKILL');
    await gone;
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes the configuration and the rules as they are shipped', () => {
    const promtool = join(resolve(PROGRAM ?? '', '..'), 'promtool');
    const checked = spawnSync(promtool, ['check', 'config', join(folder, 'prometheus.yml')], { encoding: 'utf8' });
    expect(`${checked.stdout}${checked.stderr}`).toContain('SUCCESS');
    expect(checked.status).toBe(0);
  });

  it('scrapes the application with its token, and evaluates every rule', async () => {
    const [up] = await eventually(async () => {
      const series = await query('up{job="bellhop"} == 1');
      return series.length > 0 ? series : undefined;
    });
    expect(up?.value[1]).toBe('1');
    const rules = await eventually(async () => {
      const { groups } = await ask<{ groups: { rules: { name: string; health: string; lastError?: string }[] }[] }>(
        'rules',
      );
      const all = groups.flatMap((group) => group.rules);
      return all.length > 10 && all.every(({ health }) => health !== 'unknown') ? all : undefined;
    });
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
  });

  it("answers every query of the dashboard, and finds the application's figures", async () => {
    const dashboard = JSON.parse(await readFile(join(DEPLOY, 'grafana/bellhop-dashboard.json'), 'utf8')) as {
      panels: { title: string; targets?: { expr: string }[] }[];
    };
    const expressions = dashboard.panels.flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));
    for (const expression of expressions) {
      const parameter = encodeURIComponent(expression.replaceAll('$__rate_interval', '1m'));
      const response = await fetch(`${url}/api/v1/query?query=${parameter}`);
      expect([expression, response.status]).toEqual([expression, 200]);
    }
    await eventually(
      async () => (await query('sum(bellhop_update_duration_seconds_count{handler="/help"}) >= 1')).length > 0,
    );
    await eventually(async () => (await query('max(bellhop_receiver_state{state="receiving"}) == 1')).length > 0);
    // While all is well, no alert is on its way.
    const { alerts } = await ask<{ alerts: { labels: Record<string, string> }[] }>('alerts');
    expect(alerts.map(({ labels }) => labels.alertname)).toEqual([]);
  });
});
