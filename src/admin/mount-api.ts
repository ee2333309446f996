import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { AppConfig } from '../config';
import { AddressLimit } from './http/address-limit';
import { allowOrigins } from './http/cross-origin';
import { OpenApiDocument } from './openapi/openapi-document';

/** Bodies of JSON; files are streamed and have limits of their own. */
const MAX_JSON = '256kb';

/**
 * Puts in front of the admin API what every request below `/api` passes: headers for browsers, other origins, the limit
 * by address, bodies. Call it before `app.init()` or `app.listen()`. Does nothing in processes that serve no API.
 */
export function mountApi(app: NestExpressApplication): void {
  const { api, server } = app.get(AppConfig);
  if (!server.roles.includes('api')) return;
  app.disable('x-powered-by');
  // Nothing below `/api` may be stored, so that a digest of every answer would be made for nobody.
  app.disable('etag');
  if (api.trustedProxies.length > 0) app.set('trust proxy', [...api.trustedProxies]);
  const limit = app.get(AddressLimit, { strict: false });
  app.use(
    '/api',
    helmet({
      contentSecurityPolicy: {
        directives: { 'upgrade-insecure-requests': null, 'style-src': ["'self'", "'unsafe-inline'"] },
      },
    }),
    allowOrigins(api.corsOrigins),
    (request: Request, response: Response, next: NextFunction) => {
      response.setHeader('Cache-Control', 'no-store');
      limit.count(request.ip ?? 'unknown');
      next();
    },
  );
  app.useBodyParser('json', { limit: MAX_JSON, type: 'application/json' });
  const document = app.get(OpenApiDocument, { strict: false });
  SwaggerModule.setup('api/docs', app, () => document.build(), {
    jsonDocumentUrl: 'api/docs-json',
    customSiteTitle: 'Bellhop admin API',
    raw: ['json'],
  });
}
