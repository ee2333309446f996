import type { NextFunction, Request, Response } from 'express';

const METHODS = 'GET,POST,PUT,PATCH,DELETE';
const HEADERS = 'authorization,content-type,idempotency-key,accept-language,x-bellhop-panel';
const EXPOSED = 'retry-after,idempotent-replayed,content-disposition';
const PREFLIGHT_SECONDS = '600';

/** Lets pages of these origins call the API; to all others browsers keep it closed. */
export function allowOrigins(origins: readonly string[]) {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin));
  return (request: Request, response: Response, next: NextFunction): void => {
    response.vary('Origin');
    const { origin } = request.headers;
    const isAllowed = origin !== undefined && allowed.has(origin);
    if (isAllowed) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Expose-Headers', EXPOSED);
      response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    }
    if (request.method !== 'OPTIONS') return next();
    if (isAllowed) {
      response.setHeader('Access-Control-Allow-Methods', METHODS);
      response.setHeader('Access-Control-Allow-Headers', HEADERS);
      response.setHeader('Access-Control-Max-Age', PREFLIGHT_SECONDS);
    }
    response.status(204).end();
  };
}
