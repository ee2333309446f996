import { existsSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import type { NextFunction, Request, Response } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** What the build lays beside each file, the smallest first. */
const COPIES = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

/** Leads to the compressed copy of a file when there is one that the browser reads. */
export function preferCompressed(folder: string) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const path = normalize(request.path);
    const type = TYPES[extname(path)];
    if (type === undefined || path.includes('..')) return next();
    response.vary('Accept-Encoding');
    const copy = COPIES.find(
      ({ encoding, ending }) => request.acceptsEncodings(encoding) && existsSync(join(folder, path + ending)),
    );
    if (copy) {
      request.url = path + copy.ending;
      response.setHeader('Content-Encoding', copy.encoding);
      response.setHeader('Content-Type', type);
    }
    next();
  };
}
