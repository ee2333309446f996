import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ApiApp } from '../../support/api-app';

const run = promisify(execFile);
const root = join(__dirname, '..', '..', '..');

/** What somebody would write against the generated types; it must compile, and the wrong one must not. */
const CLIENT = `
import type { paths, components } from './api';
type List = paths['/api/v1/products']['get'];
export const query: List['parameters']['query'] = { page: 2, pageSize: 10, sort: '-createdAt', active: 'true' };
type Page = List['responses'][200]['content']['application/json'];
export const total = (page: Page): number => page.total + page.items.length;
export const codeOf = (product: components['schemas']['Product']): string => product.code;
export const problem: components['schemas']['Problem'] = { type: 'about:blank', title: 'x', status: 404, code: 'a', detail: 'b' };
// @ts-expect-error an order has no such state
export const status: components['schemas']['Order']['status'] = 'lost';
`;

describe('the OpenAPI document', () => {
  let api: ApiApp;

  beforeAll(async () => {
    api = await ApiApp.start();
  });
  afterAll(() => api.close());

  it('is what a client can be generated from, and that client compiles', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-client-'));
    try {
      await writeFile(join(folder, 'openapi.json'), (await api.call('GET', '/api/docs-json')).text);
      const generator = join(root, 'node_modules/openapi-typescript/bin/cli.js');
      await run(process.execPath, [generator, join(folder, 'openapi.json'), '-o', join(folder, 'api.d.ts')]);
      await writeFile(join(folder, 'client.ts'), CLIENT);
      const tsc = join(root, 'node_modules/typescript/bin/tsc');
      const compiled = await run(process.execPath, [tsc, '--noEmit', '--strict', '--target', 'es2022', 'client.ts'], {
        cwd: folder,
      }).catch((error: { stdout: string }) => error);
      expect(compiled.stdout).toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is the one that the types of the panel were made from', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bellhop-types-'));
    try {
      await writeFile(join(folder, 'openapi.json'), (await api.call('GET', '/api/docs-json')).text);
      const script = join(root, 'scripts/panel-types.mjs');
      const checked = await run(process.execPath, [script, '--check', '--document', join(folder, 'openapi.json')], {
        cwd: root,
      }).catch((error: { stderr: string }) => error);
      expect(checked.stderr).toBe('');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('is shown as pages under a policy that lets no foreign script in', async () => {
    const page = await api.call('GET', '/api/docs');
    expect(page.status).toBe(200);
    expect(page.text).toContain('swagger-ui');
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self'(;|$)/);
    expect(page.text).not.toMatch(/<script(?![^>]*src=)[^>]*>\s*\S/);
  });
});
