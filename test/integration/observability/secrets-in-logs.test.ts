import { environmentSchema } from '../../../src/config/app-config.schema';
import { startChild } from '../../support/child-process';

/** By their names, so that a setting that is added later is looked at as well. The id of a key is no secret. */
const SECRETS = Object.keys(environmentSchema.shape).filter(
  (name) => /(TOKEN|SECRET|PASSWORD|KEY)$/.test(name) && name !== 'S3_ACCESS_KEY_ID',
);
const ANYTHING_ELSE = {
  BOT_MODE: 'webhook',
  WEBHOOK_URL: 'https://bot.example.org',
  MEDIA_STORE: 's3',
  S3_BUCKET: 'orders',
  S3_ACCESS_KEY_ID: 'half a pair',
};

describe('the log of a process', () => {
  it.each([
    ['by themselves', { POSTGRES_HOST: 'db', REDIS_HOST: 'cache' }, {}],
    [
      'in addresses',
      { DATABASE_URL: 'postgres://me:p%25ss%20word@db/bellhop', REDIS_URL: 'redis://:c%26che@cache' },
      { POSTGRES_PASSWORD: 'p%ss word', REDIS_PASSWORD: 'c&che' },
    ],
  ])('shows no secret, given %s', async (_how, servers, passwords) => {
    const made = SECRETS.map((name) => [name, `${name.toLowerCase().replaceAll('_', '-')}-0123456789-0123456789`]);
    const secrets: Record<string, string> = {
      ...Object.fromEntries(made),
      BOT_TOKEN: `123456789:${'B'.repeat(35)}`,
      ...passwords,
    };
    const child = startChild('log-secrets', { environment: { ...ANYTHING_ELSE, ...secrets, ...servers }, secrets });
    await child.said('all is logged');

    const log = child.output();
    const shown = Object.keys(secrets).filter((name) => log.includes(secrets[name] ?? ''));
    expect(shown).toEqual([]);
    expect(log.match(/\[secret\]/g)?.length).toBeGreaterThanOrEqual(5 * SECRETS.length);
  });
});
