import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
};

const NOT_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bellhop sandbox</title>
<style>body{font:16px/1.5 system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}code{font-size:.95em}</style>
<h1>The sandbox is running</h1><p>Bots reach it under this address. The web chat has not been built yet: run <code>npm run build:web</code> and
reload this page.</p></html>`;

/** Serves the built web chat. */
export class StaticPages {
  constructor(private readonly directory: string) {}

  async handle(response: ServerResponse, path: string): Promise<void> {
    const file = await this.find(path);
    if (!file) {
      const isHome = path === '/';
      response.writeHead(isHome ? 200 : 404, { 'Content-Type': TYPES['.html'] }).end(isHome ? NOT_BUILT : 'Not found');
      return;
    }
    // Built files carry a hash in their names, except the pages that name them.
    const caching = file.endsWith('.html') ? 'no-cache' : 'public, max-age=3600';
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Cache-Control': caching,
      'X-Content-Type-Options': 'nosniff',
    });
    await pipeline(createReadStream(file), response);
  }

  private async find(path: string): Promise<string | undefined> {
    let decoded: string;
    try {
      decoded = decodeURIComponent(path);
    } catch {
      return undefined;
    }
    const file = normalize(join(this.directory, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
    if (!file.startsWith(this.directory + sep) || decoded.includes('\0')) return undefined;
    const found = await stat(file).catch(() => undefined);
    return found?.isFile() ? file : undefined;
  }
}
