import { type INestApplication } from '@nestjs/common';
import { AppConfig } from '../../../config';
import { WebhookEndpoint } from './webhook-endpoint';

/**
 * Puts the webhook in front of everything else the HTTP server does. Call it before `app.init()` or `app.listen()`:
 * Nest's body parser would otherwise read the body of a call whose secret nobody has checked. Does nothing while polling.
 */
export function mountWebhook(app: INestApplication): void {
  const { webhook } = app.get(AppConfig).telegram;
  if (!webhook) return;
  const endpoint = app.get(WebhookEndpoint, { strict: false });
  app.use(webhook.path, endpoint.handle.bind(endpoint));
}
