import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ApiApp } from '../../support/api-app';

const SCRIPT = 'console.log("the panel")';

/** Asked without `fetch`, which would undo what was compressed and tidy up addresses. */
function ask(url: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status?: number; headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    request(url, { path, method, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('the panel, as it is served', () => {
  let folder: string;
  let api: ApiApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bellhop-panel-'));
    await writeFile(join(folder, 'secret.txt'), 'beside the panel');
    await mkdir(join(folder, 'dist/assets'), { recursive: true });
    await writeFile(join(folder, 'dist/index.html'), '<meta property="csp-nonce" nonce="{{nonce}}">');
    await writeFile(join(folder, 'dist/assets/app-1a2b.js'), SCRIPT);
    await writeFile(join(folder, 'dist/assets/app-1a2b.js.br'), brotliCompressSync(SCRIPT));
    await writeFile(join(folder, 'dist/assets/app-1a2b.js.gz'), gzipSync(SCRIPT));
    api = await ApiApp.start({ panelFolder: join(folder, 'dist') });
  });
  afterAll(async () => {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['/admin', '/admin/', '/admin/files?page=2', '/admin/users/201/show'])(
    'answers its page at %s, with styles let in by a number that is new each time',
    async (path) => {
      const [first, second] = [await ask(api.url, path), await ask(api.url, path)];
      const numberOf = (answer: typeof first) => /nonce="([^"]{20,})"/.exec(answer.body.toString())?.[1] ?? '';
      expect({ status: first.status, cache: first.headers['cache-control'] }).toEqual({
        status: 200,
        cache: 'no-cache',
      });
      expect(numberOf(first)).not.toBe(numberOf(second));
      const policy = String(first.headers['content-security-policy']);
      expect(policy).toContain(`'nonce-${numberOf(first)}'`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toMatch(/script-src 'self'(;|$)/);
      expect(policy).not.toContain('unsafe');
    },
  );

  it.each([
    ['br', 'br', brotliCompressSync(SCRIPT)],
    ['gzip, deflate', 'gzip', gzipSync(SCRIPT)],
    ['identity', undefined, Buffer.from(SCRIPT)],
  ])('sends a browser that reads %s the copy made for it, to be kept for good', async (accepted, encoding, bytes) => {
    const { status, headers, body } = await ask(api.url, '/admin/assets/app-1a2b.js', { 'accept-encoding': accepted });
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', vary: 'Accept-Encoding' });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(body.equals(bytes)).toBe(true);
  });

  it.each([
    '/admin/assets/gone-3c4d.js',
    '/admin/assets/../../secret.txt',
    '/admin/assets/..%2f..%2fsecret.txt',
    '/admin/assets/%2e%2e/%2e%2e/secret.txt',
    '/admin/assets/app-1a2b.js%00.js',
    '/admin/assets/',
  ])('sends nothing for %s that is not an asset of its own', async (path) => {
    const { body, headers } = await ask(api.url, path, { 'accept-encoding': 'br' });
    expect(body.toString()).not.toContain('beside the panel');
    expect(headers['cache-control'] ?? '').not.toContain('immutable');
  });

  it('takes no other method than reading', async () => {
    expect(await ask(api.url, '/admin/', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it('says how to build it where it is not built', async () => {
    const bare = await ApiApp.start({ panelFolder: join(folder, 'nowhere') });
    try {
      const { status, body } = await ask(bare.url, '/admin/');
      expect(status).toBe(404);
      expect(body.toString()).toContain('npm run build:panel');
    } finally {
      await bare.close();
    }
  });

  it('is not there in a process that serves no API', async () => {
    const worker = await ApiApp.start({ environment: { ROLES: 'worker' }, panelFolder: join(folder, 'dist') });
    try {
      expect((await ask(worker.url, '/admin/')).body.toString()).not.toContain('csp-nonce');
    } finally {
      await worker.close();
    }
  });
});
