#!/usr/bin/env node
/**
 * `npm run panel:types`: writes `panel/src/api/schema.d.ts`, the types of the admin API that the panel is written against, from the
 * OpenAPI document of the application as it is built now; everything it starts lives in a temporary folder and is gone afterwards.
 *
 *   --document FILE   takes the document from a file instead
 *   --check           writes nothing; ends with 1 when the types are of another document
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';

const root = fileURLToPath(new URL('..', import.meta.url));
const target = join(root, 'panel/src/api/schema.d.ts');
const PATIENCE_MS = 60_000;

const { values } = parseArgs({ options: { document: { type: 'string' }, check: { type: 'boolean' } } });
const document = values.document ? JSON.parse(readFileSync(values.document, 'utf8')) : await documentOfApp();
const types = await format(astToString(await openapiTS(withoutProblems(document))), {
  ...(await resolveConfig(target)),
  parser: 'typescript',
});
if (!values.check) writeFileSync(target, types);
else if (readFileSync(target, 'utf8') !== types) {
  console.error('The types of the panel are of another document. Run `npm run panel:types`.');
  process.exitCode = 1;
}

/** Every route fails with the same kind of document, which is a schema of its own. */
function withoutProblems(whole) {
  for (const operation of Object.values(whole.paths).flatMap((path) => Object.values(path))) {
    for (const status of Object.keys(operation.responses)) if (status >= '400') delete operation.responses[status];
  }
  return whole;
}

async function documentOfApp() {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-types-'));
  const port = await freePort();
  const app = spawn(process.execPath, [join(root, 'dist/main.js')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      BOT_TOKEN: `1:${'A'.repeat(35)}`,
      ADMIN_PASSWORD: 'nobody signs in here',
      ROLES: 'api',
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
    },
  });
  try {
    return await askUntilReady(app, `http://127.0.0.1:${port}/api/docs-json`);
  } finally {
    if (app.exitCode === null) {
      app.kill('SIGTERM');
      await once(app, 'exit');
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  }
}

async function askUntilReady(app, url) {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline && app.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return response.json();
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error('the application gave no OpenAPI document.');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
