import { isOutage } from './redis.errors';

const answer = (message: string): Error => Object.assign(new Error(message), { name: 'ReplyError' });

describe('an error of Redis', () => {
  it.each([
    new Error('Connection is closed.'),
    new Error('Command timed out'),
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    answer('LOADING Redis is loading the dataset in memory'),
    answer("OOM command not allowed when used memory > 'maxmemory'."),
    answer("READONLY You can't write against a read only replica."),
    answer('WRONGPASS invalid username-password pair'),
    answer('ERR max number of clients reached'),
  ])('means that it can not be used: %s', (error) => expect(isOutage(error)).toBe(true));

  it.each([answer('WRONGTYPE Operation against a key'), answer('ERR syntax error'), new TypeError('x is undefined')])(
    'is a mistake of ours: %s',
    (error) => expect(isOutage(error)).toBe(false),
  );
});
