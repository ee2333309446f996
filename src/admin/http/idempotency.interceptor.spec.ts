import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { lastValueFrom, of, throwError } from 'rxjs';
import type { IdempotencyKeys } from '../../coordination';
import { endpoint, Serves } from './endpoint';
import { IdempotencyInterceptor } from './idempotency.interceptor';

class Routes {
  @Serves(endpoint({ method: 'POST', path: '/letters', access: 'signed-in', summary: 'Send one', idempotent: true }))
  send(): void {}
}

describe('a request under an idempotency key', () => {
  let keys: jest.Mocked<Pick<IdempotencyKeys, 'begin' | 'finish' | 'abandon'>>;

  beforeEach(() => {
    keys = {
      begin: jest.fn().mockResolvedValue({ state: 'begun' }),
      finish: jest.fn().mockResolvedValue(undefined),
      abandon: jest.fn().mockResolvedValue(undefined),
    };
  });

  const send = (handle: CallHandler['handle']): Promise<unknown> => {
    const request = { headers: { 'idempotency-key': 'k' }, principal: { accountId: 'a' }, method: 'POST' };
    const context = {
      getHandler: () => Routes.prototype.send,
      switchToHttp: () => ({ getRequest: () => request, getResponse: () => ({ setHeader: jest.fn() }) }),
    } as unknown as ExecutionContext;
    return lastValueFrom(new IdempotencyInterceptor(keys as unknown as IdempotencyKeys).intercept(context, { handle }));
  };

  it('that was carried out keeps its key, also when its answer can not be kept', async () => {
    keys.finish.mockRejectedValue(new Error('the database is gone'));
    await expect(send(() => of('sent'))).resolves.toBe('sent');
    expect(keys.abandon).not.toHaveBeenCalled();
  });

  it('that failed gives its key up, and tells of its own failure even when that fails', async () => {
    keys.abandon.mockRejectedValue(new Error('the database is gone'));
    await expect(send(() => throwError(() => new Error('refused')))).rejects.toThrow('refused');
    expect(keys.abandon).toHaveBeenCalledWith('a k');
    expect(keys.finish).not.toHaveBeenCalled();
  });
});
