import { describeError } from './describe-error';
import { LogContext } from './log-context';
import { secretRemover } from './root-logger';

describe('the log', () => {
  it('shows no secret, wherever in a line it is', () => {
    const hide = secretRemover(['123:token', 'p@ss word', '']);
    expect(hide('{"msg":"GET https://api.telegram.org/bot123:token/getMe","x":"p@ss word"}')).toBe(
      '{"msg":"GET https://api.telegram.org/bot[secret]/getMe","x":"[secret]"}',
    );
  });

  it('tells of an error its kind, message and causes, but not what libraries hang on it', () => {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (title)=(My diary)' });
    const error = Object.assign(new TypeError('could not save', { cause }), { parameters: ['My diary'] });
    const described = describeError(error);
    expect(described).toMatchObject({
      type: 'TypeError',
      message: 'could not save',
      cause: { message: 'duplicate key', code: '23505' },
    });
    expect(JSON.stringify(described)).not.toContain('diary');
  });

  it('survives an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    expect(describeError(error).message).toBe('round');
  });

  it('carries the fields of the surrounding work over asynchronous steps', async () => {
    await LogContext.run({ updateId: 7 }, async () => {
      await Promise.resolve();
      await LogContext.run({ reference: 'ab12' }, async () => {
        expect(LogContext.fields()).toEqual({ updateId: 7, reference: 'ab12' });
      });
      expect(LogContext.fields()).toEqual({ updateId: 7 });
    });
    expect(LogContext.fields()).toEqual({});
  });
});
