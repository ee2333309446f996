import { Database } from '../../../src/database';
import { startMonitoredApp } from '../../support/monitored-app';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';

const TOKEN = 'scraper-0123456789';

describe('GET /metrics', () => {
  let db: TestDatabase;
  const closing: (() => Promise<void>)[] = [];

  const start = async (environment: Record<string, string> = {}) => {
    const app = await startMonitoredApp(db, { environment });
    closing.push(() => app.close());
    return app;
  };
  const scrape = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/metrics`, { headers });

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(() => db.close());

  it("tells the process, Node's own figures and the database's, in Prometheus' format", async () => {
    const app = await start();
    await app.get(Database, { strict: false }).query('SELECT 1');
    const response = await scrape(app.url);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain;.* version=0\.0\.4/);
    expect(text).toMatch(/^bellhop_info\{version="[^"]+",node="v\d+[^"]*",tier="embedded",roles="bot,/m);
    expect(text).toMatch(/^process_cpu_seconds_total \d/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
    expect(text).toMatch(/^bellhop_database_statement_duration_seconds_count\{outcome="ok"\} [1-9]/m);
    expect(text).toMatch(/^bellhop_database_connections\{state="waiting"\} 0$/m);
  });

  it('is open only to those who bring the token, once there is one', async () => {
    const { url } = await start({ METRICS_TOKEN: TOKEN });
    const refused = [{}, { authorization: `Bearer ${TOKEN}x` }, { authorization: TOKEN }, { authorization: 'Bearer ' }];
    for (const headers of refused) {
      const response = await scrape(url, headers as Record<string, string>);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(await response.text()).not.toContain('bellhop_');
    }
    expect((await scrape(url, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});
