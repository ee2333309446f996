import { type WebhookInfo } from '@grammyjs/types';
import { Webhook } from '../../updates/webhook';
import { type Bot } from '../../world/bot';
import { badRequest, conflict } from '../api-error';
import { type Call, type MethodHandlers, RawJson, type Services } from '../call';

const DEFAULT_CONNECTIONS = 40;

/** getMe, polling and webhooks. */
export function receivingMethods(services: Services): MethodHandlers {
  return {
    getMe: ({ bot }) => bot.toMe(),
    logOut: ({ bot }) => {
      if (services.limits.localMode) throw badRequest('logged out');
      bot.loggedOut = true;
      return true;
    },
    close: ({ bot }) => {
      dropWebhook(bot);
      return true;
    },
    getUpdates,
    setWebhook: (call) => setWebhook(services, call),
    deleteWebhook: ({ bot, parameters }) => {
      dropWebhook(bot);
      if (parameters.flag('drop_pending_updates')) bot.queue.clear();
      services.world.emit({ type: 'bot', bot });
      return true;
    },
    getWebhookInfo: ({ bot }) => webhookInfo(bot),
  };
}

/** As `getWebhookInfo` answers it. */
export function webhookInfo(bot: Bot): WebhookInfo {
  return {
    url: '',
    has_custom_certificate: false,
    pending_update_count: bot.queue.size,
    ...bot.webhook?.info(),
    allowed_updates: bot.queue.allowedUpdates as WebhookInfo['allowed_updates'],
  };
}

async function getUpdates({ bot, parameters, signal }: Call): Promise<RawJson> {
  if (bot.webhook) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const allowed = parameters.json<string[]>('allowed_updates');
  if (allowed) bot.queue.allowOnly(allowed);
  bot.notePoll();
  const limit = Math.min(Math.max(parameters.number('limit') ?? 100, 1), 100);
  const updates = await bot.poll.take(
    parameters.number('offset') ?? 0,
    limit,
    parameters.number('timeout') ?? 0,
    signal,
  );
  bot.notePoll();
  return new RawJson(`[${updates.map((update) => update.json).join(',')}]`);
}

function setWebhook(services: Services, { bot, parameters }: Call): true {
  const url = parameters.text('url') ?? '';
  const secretToken = parameters.text('secret_token');
  const allowed = parameters.json<string[]>('allowed_updates');
  if (url !== '') checkUrl(url, services.limits.localMode);
  if (secretToken !== undefined && secretToken.length > 256) throw badRequest('secret token is too long');
  if (secretToken !== undefined && !/^[\w-]*$/.test(secretToken)) {
    throw badRequest('secret token contains unallowed characters');
  }
  dropWebhook(bot);
  bot.poll.interrupt('terminated by setWebhook request');
  if (parameters.flag('drop_pending_updates')) bot.queue.clear();
  if (allowed) bot.queue.allowOnly(allowed);
  if (url !== '') {
    const settings = {
      url,
      secretToken,
      maxConnections: Math.min(Math.max(parameters.number('max_connections') ?? DEFAULT_CONNECTIONS, 1), 100),
      ipAddress: parameters.text('ip_address'),
      retryDelayMs: services.webhookRetryMs,
    };
    bot.webhook = new Webhook(settings, bot.queue, (method, values) => services.run(bot, method, values));
  }
  services.world.emit({ type: 'bot', bot });
  return true;
}

function dropWebhook(bot: Bot): void {
  bot.webhook?.stop();
  bot.webhook = undefined;
}

/** Plain HTTP is for this machine and private networks, as nobody tests with a certificate; elsewhere the public rules hold. */
function checkUrl(url: string, localMode: boolean): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified');
  const { protocol, hostname, port } = new URL(url);
  const isNear =
    /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\])/.test(hostname) || !hostname.includes('.');
  if (protocol === 'http:' && (isNear || localMode)) return;
  if (protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!isNear && !localMode && !['', '443', '80', '88', '8443'].includes(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}
