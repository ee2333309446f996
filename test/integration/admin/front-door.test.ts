import { ApiApp } from '../../support/api-app';

const STRANGER = 'https://evil.example';
const FRIEND = 'https://panel.example';
const LIMIT = 30;

describe('the front door of the API', () => {
  const apps: ApiApp[] = [];
  const start = async (environment: Record<string, string> = {}): Promise<ApiApp> => {
    const api = await ApiApp.start({ environment: { ROLES: 'api', ...environment } });
    apps.push(api);
    return api;
  };
  afterEach(async () => {
    for (const api of apps.splice(0)) await api.close();
  });

  const preflight = (api: ApiApp, origin: string) =>
    api.call('OPTIONS', '/files', { headers: { origin, 'access-control-request-method': 'DELETE' } });
  const allowances = (headers: Headers): string[] =>
    [...headers.keys()].filter((name) => name.startsWith('access-control-'));

  it('is closed to pages of other origins unless somebody opens it', async () => {
    const api = await start();
    expect(allowances((await preflight(api, STRANGER)).headers)).toEqual([]);
    const answer = await api.call('GET', '/files', { headers: { origin: STRANGER }, token: await api.signIn() });
    expect(allowances(answer.headers)).toEqual([]);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(allowances((await preflight(api, 'null')).headers)).toEqual([]);
  });

  it('opens to the origins that are named, and to no other', async () => {
    const api = await start({ API_CORS_ORIGINS: FRIEND });
    const { status, headers } = await preflight(api, FRIEND);
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(FRIEND);
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-methods')).toContain('DELETE');
    expect(headers.get('vary')).toMatch(/\bOrigin\b/);
    for (const other of [STRANGER, `${FRIEND}.evil.example`, FRIEND.replace('https', 'http'), `${FRIEND}:8443`]) {
      expect({ other, allowed: allowances((await preflight(api, other)).headers) }).toEqual({ other, allowed: [] });
    }
  });

  const knock = async (api: ApiApp, times: number, headers: Record<string, string> = {}): Promise<number[]> => {
    const statuses = new Map<number, number>();
    for (let count = 0; count < times; count += 1) {
      const { status } = await api.call('GET', '/files', { headers });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    return [statuses.get(401) ?? 0, statuses.get(429) ?? 0];
  };

  it('lets one address in so often a minute and then says when to come back, whatever it claims to be', async () => {
    const api = await start({ API_RATE_LIMIT: String(LIMIT) });
    expect(await knock(api, LIMIT)).toEqual([LIMIT, 0]);
    expect(await knock(api, 3, { 'x-forwarded-for': '203.0.113.5' })).toEqual([0, 3]);
    const { status, headers, body } = await api.call('GET', '/files');
    expect({ status, code: body.code }).toEqual({ status: 429, code: 'api.rate-limited' });
    expect(headers.get('content-type')).toContain('application/problem+json');
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThanOrEqual(1);
    expect(wait).toBeLessThanOrEqual(60);
  });

  it('counts callers apart behind a proxy that is trusted, and an IPv6 network as one', async () => {
    const api = await start({ API_RATE_LIMIT: String(LIMIT), TRUSTED_PROXIES: 'loopback' });
    const from = (address: string) => ({ 'x-forwarded-for': address });
    expect(await knock(api, LIMIT + 1, from('203.0.113.5'))).toEqual([LIMIT, 1]);
    expect(await knock(api, 1, from('203.0.113.6'))).toEqual([1, 0]);
    expect(await knock(api, LIMIT, from('2001:db8:1:2::1'))).toEqual([LIMIT, 0]);
    expect(await knock(api, 1, from('2001:db8:1:2:ffff::9'))).toEqual([0, 1]);
    expect(await knock(api, 1, from('2001:db8:1:3::1'))).toEqual([1, 0]);
  });
});
