import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response } from 'express';

/** What the build leaves where a nonce has to stand. */
const NONCE_PLACE = /\{\{nonce\}\}/g;

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Bellhop: the panel is not built</title>
<h1>The panel is not built yet</h1>
<p>Run <code>npm run build:panel</code> where Bellhop is installed, and load this page again. Nothing has to be restarted.</p>
</html>
`;

/**
 * Answers the panel's one page, whatever its address below `/admin`: the page itself decides what to show there. Styles are
 * let in by a number that is new with each answer, so the page is asked for anew each time.
 */
export function sendPanelPage(folder: string) {
  return async (_request: Request, response: Response): Promise<void> => {
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined);
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('Content-Security-Policy', policyWith(nonce));
    response.setHeader('Cache-Control', 'no-cache');
    response
      .status(page === undefined ? 404 : 200)
      .type('html')
      .send(page?.replace(NONCE_PLACE, nonce) ?? NOT_BUILT);
  };
}

/** Everything comes from here; pictures may also be made by the page from bytes that it fetched with its token. */
const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
