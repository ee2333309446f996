import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { AppConfig } from '../../config';
import { preferCompressed } from './panel-assets';
import { sendPanelPage } from './panel-page';

/** Where `npm run build:panel` puts it; as far from the source of this file as from what it is compiled to. */
const BUILT = join(__dirname, '../../../panel/dist');

/**
 * Serves the web panel at `/admin`, in processes that serve the API it speaks to. It is files and nothing else: who may do
 * what is decided by the API alone. `folder` is where the built panel is.
 */
export function mountPanel(app: NestExpressApplication, folder = BUILT): void {
  if (!app.get(AppConfig).server.roles.includes('api')) return;
  const sendPage = sendPanelPage(folder);
  app.use(
    '/admin',
    helmet({ contentSecurityPolicy: false, xFrameOptions: { action: 'deny' } }),
    (request: Request, response: Response, next: NextFunction) => {
      if (request.method === 'GET' || request.method === 'HEAD') return next();
      response.setHeader('Allow', 'GET, HEAD');
      response.status(405).end();
    },
  );
  // Their names change with their content.
  app.use('/admin/assets', preferCompressed(join(folder, 'assets')));
  app.useStaticAssets(join(folder, 'assets'), {
    prefix: '/admin/assets',
    immutable: true,
    maxAge: '1y',
    index: false,
    redirect: false,
  });
  app.use('/admin/assets', (_request: Request, response: Response) => {
    response.status(404).type('txt').send('The panel has no such file (any more): load it again.');
  });
  app.use('/admin', (request: Request, response: Response, next: NextFunction) => {
    sendPage(request, response).catch(next);
  });
}
