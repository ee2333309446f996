import type { ExecutionContext } from '@nestjs/common';
import { type Observable, of, Subject, throwError } from 'rxjs';
import { Bulkheads, RightOfWay } from '../../resilience';
import { endpoint, Serves } from './endpoint';
import { ReadingTurnsInterceptor } from './reading-turns.interceptor';

class Routes {
  @Serves(endpoint({ method: 'GET', path: '/letters', access: 'signed-in', summary: 'List them' }))
  list(): void {}

  @Serves(endpoint({ method: 'GET', path: '/news', access: 'signed-in', summary: 'Stream them', timeLimitMs: null }))
  stream(): void {}
}

describe('reads of the API', () => {
  let turns: ReadingTurnsInterceptor;
  let began: string[];
  let rightOfWay: RightOfWay;

  beforeEach(() => {
    rightOfWay = new RightOfWay();
    turns = new ReadingTurnsInterceptor(new Bulkheads(), rightOfWay);
    began = [];
  });

  const ask = (
    name: string,
    answer: Observable<unknown>,
    { accountId = 'a', method = 'GET', handler = Routes.prototype.list } = {},
  ): { answer: Promise<unknown>; leave: () => void } => {
    const context = {
      getHandler: () => handler,
      switchToHttp: () => ({ getRequest: () => ({ method, principal: { accountId } }) }),
    } as unknown as ExecutionContext;
    const handle = (): Observable<unknown> => {
      began.push(name);
      return answer;
    };
    let leave = (): void => undefined;
    const answered = new Promise((resolve, reject) => {
      const subscription = turns.intercept(context, { handle }).subscribe({ next: resolve, error: reject });
      leave = () => subscription.unsubscribe();
    });
    return { answer: answered, leave };
  };
  const settled = (): Promise<void> => new Promise((resume) => setImmediate(resume));

  it('begin two at a time, and the next when one has ended, however it ended', async () => {
    const [first, second] = [new Subject(), new Subject()];
    const one = ask('first', first);
    const two = ask('second', second);
    const three = ask('third', of('third'));
    const four = ask(
      'fourth',
      throwError(() => new Error('broken')),
    );
    await settled();
    expect(began).toEqual(['first', 'second']);
    second.error(new Error('gone wrong'));
    await expect(two.answer).rejects.toThrow('gone wrong');
    await expect(three.answer).resolves.toBe('third');
    await expect(four.answer).rejects.toThrow('broken');
    first.next('done');
    first.complete();
    await expect(one.answer).resolves.toBe('done');
  });

  it('of another account go before the many of one', async () => {
    const [first, second] = [new Subject(), new Subject()];
    ask('first of the script', first);
    ask('second of the script', second);
    ask('third of the script', new Subject());
    ask('of somebody else', new Subject(), { accountId: 'b' });
    first.complete();
    await settled();
    expect(began).toEqual(['first of the script', 'second of the script', 'of somebody else']);
  });

  it('that nobody waits for any more leave the line', async () => {
    const first = new Subject();
    ask('first', first);
    ask('second', new Subject());
    ask('given up', new Subject()).leave();
    ask('third', new Subject());
    first.complete();
    await settled();
    expect(began).toEqual(['first', 'second', 'third']);
  });

  it('wait until an answer in chat is given', async () => {
    let finish = (): void => undefined;
    const answering = rightOfWay.keep(() => new Promise<void>((resolve) => (finish = resolve)));
    const read = ask('read', of('rows'));
    await settled();
    expect(began).toEqual([]);
    finish();
    await answering;
    await expect(read.answer).resolves.toBe('rows');
  });

  it('that stream, and everything that is no read, never wait', () => {
    ask('first', new Subject());
    ask('second', new Subject());
    ask('stream', new Subject(), { handler: Routes.prototype.stream });
    ask('write', new Subject(), { method: 'POST' });
    expect(began).toContain('stream');
    expect(began).toContain('write');
  });
});
