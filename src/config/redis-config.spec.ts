import { InvalidConfiguration, readConfig, tierOf } from './app-config';

const token = `123456789:${'A'.repeat(35)}`;
const read = (environment: Record<string, string>) =>
  readConfig({ BOT_TOKEN: token, JWT_SECRET: 's'.repeat(32), ...environment });

describe('the configuration of Redis', () => {
  it('is none unless a server is named', () => {
    const config = read({ REDIS_PORT: '6380' });
    expect(config.redis).toBeNull();
    expect(tierOf(config)).toBe('embedded');
  });

  it.each([
    ['as one address', { REDIS_URL: 'rediss://me:p%40ss@cache:6380/4' }, { username: 'me', tls: true }],
    ['in parts', { REDIS_HOST: 'cache', REDIS_PORT: '6380', REDIS_DB: '4', REDIS_PASSWORD: 'p@ss' }, { tls: false }],
  ])('is read %s', (_how, environment, differing) => {
    const config = read({ ...environment, DATABASE_URL: 'postgres://db/bellhop' });
    expect(config.redis).toEqual({
      host: 'cache',
      port: 6380,
      db: 4,
      password: 'p@ss',
      keyPrefix: 'bellhop:123456789:',
      ...differing,
    });
    expect(tierOf(config)).toBe('postgresql+redis');
  });

  it('needs no more than a host', () => {
    expect(read({ REDIS_URL: 'redis://[::1]' }).redis).toMatchObject({ host: '::1', port: 6379, db: 0, tls: false });
  });

  it.each(['REDIS_URL', 'DATABASE_URL'])('says what is wrong with a bare percent sign in %s', (name) => {
    const address = `${name === 'REDIS_URL' ? 'redis' : 'postgres'}://me:100%@server/1`;
    expect(() => read({ [name]: address })).toThrow(`${name}: has a % that encodes nothing; write %25`);
    expect(read({ [name]: address.replace('%', '%25') })).toBeDefined();
  });

  it.each(['http://cache', 'cache:6379', 'redis://cache/first', 'redis://cache/1?x=2'])('refuses %s', (REDIS_URL) => {
    expect(() => read({ REDIS_URL })).toThrow(InvalidConfiguration);
  });
});
