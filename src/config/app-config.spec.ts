import { InvalidConfiguration, readConfig } from './app-config';

const token = `123456789:${'A'.repeat(35)}`;
const secret = 's'.repeat(32);
const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof InvalidConfiguration) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  it('needs nothing but the bot token', () => {
    const config = readConfig({ BOT_TOKEN: token });
    expect(config.server).toMatchObject({ port: 3000, roles: ['bot', 'api', 'worker', 'scheduler'] });
    expect(config.database).toMatchObject({ tier: 'embedded', poolMax: 30 });
    expect(config.jobs).toEqual({ concurrency: 8, attempts: 4, backoffBase: 2 });
    expect(config.telegram).toMatchObject({ maxDownloadBytes: 20 * 2 ** 20, maxUploadBytes: 50 * 2 ** 20 });
  });

  it('lists every mistake at once, one a line', () => {
    const problems = problemsOf({
      PORT: 'abc',
      ROLES: 'bot,king',
      LOG_LEVEL: 'loud',
      REQUEST_TIMEOUT: '-1',
      ADMIN_TELEGRAM_IDS: '12,@me',
      BOT_MODE: 'webhook',
    });
    const names = problems.map((problem) => problem.split(':')[0]);
    expect(names).toEqual([
      'ADMIN_TELEGRAM_IDS',
      'BOT_TOKEN',
      'LOG_LEVEL',
      'PORT',
      'REQUEST_TIMEOUT',
      'ROLES',
      'WEBHOOK_SECRET',
      'WEBHOOK_URL',
    ]);
  });

  it.each([
    ['BOT_TOKEN', 'hunter2-token'],
    ['JWT_SECRET', 'hunter2'],
    ['ADMIN_PASSWORD', 'hunter2'],
    ['REDIS_URL', 'http://user:hunter2@host'],
    ['WEBHOOK_SECRET', 'hunter2 with spaces'],
    ['POSTGRES_POOL_SIZE', 'hunter2'],
  ])('never repeats a value in its complaint (%s)', (name, value) => {
    const problems = problemsOf({ BOT_TOKEN: token, [name]: value });
    expect(problems).toHaveLength(1);
    expect(new InvalidConfiguration(problems).message).not.toContain('hunter2');
  });

  it('never repeats the address of a database it can not read', () => {
    const problems = problemsOf({ BOT_TOKEN: token, JWT_SECRET: secret, DATABASE_URL: 'mysql://user:hunter2@host/db' });
    expect(problems).toHaveLength(1);
    expect(new InvalidConfiguration(problems).message).not.toContain('hunter2');
  });

  it('takes a blank variable for an unset one', () => {
    expect(readConfig({ BOT_TOKEN: token, PORT: '', DATABASE_URL: ' ' })).toEqual(readConfig({ BOT_TOKEN: token }));
  });

  it.each([
    [{ DATABASE_URL: 'postgres://u:p@h/d', POSTGRES_HOST: 'h', JWT_SECRET: secret }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://u:p@h/d' }, 'JWT_SECRET'],
    [{ MAX_RETRIES: '2', RETRY_ATTEMPTS: '5' }, 'RETRY_ATTEMPTS'],
    [{ REDIS_URL: 'redis://h', REDIS_HOST: 'h' }, 'REDIS_URL'],
  ])('refuses settings that contradict each other: %j', (environment, name) => {
    expect(problemsOf({ BOT_TOKEN: token, ...environment })).toEqual([expect.stringMatching(`^${name}: `)]);
  });

  it('builds the address of a server that is given in parts, whatever its password holds', () => {
    const { database } = readConfig({
      BOT_TOKEN: token,
      JWT_SECRET: secret,
      POSTGRES_HOST: 'db',
      POSTGRES_PASSWORD: 'p@ss/w:rd#1',
    });
    expect(database).toMatchObject({
      tier: 'postgresql',
      url: 'postgresql://postgres:p%40ss%2Fw%3Ard%231@db:5432/bellhop',
    });
  });

  it('follows the kind of Bot API server with its file limits, unless they are set', () => {
    const local = { BOT_TOKEN: token, TELEGRAM_LOCAL_MODE: 'true' };
    expect(readConfig(local).telegram).toMatchObject({ maxDownloadBytes: 2000 * 2 ** 20 });
    expect(readConfig({ ...local, TELEGRAM_MAX_DOWNLOAD_BYTES: '5' }).telegram).toMatchObject({ maxDownloadBytes: 5 });
  });

  it('can not be changed once it is read', () => {
    const config = readConfig({ BOT_TOKEN: token });
    expect(() => Object.assign(config.server, { port: 1 })).toThrow(TypeError);
  });
});
