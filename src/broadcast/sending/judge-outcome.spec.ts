import { CircuitOpen } from '../../resilience';
import {
  ChatUnreachable,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
} from '../../telegram/telegram-errors';
import { judgeFailure } from './judge-outcome';

describe('the judgement on a failed sending', () => {
  it.each([
    ['blocked by the person', new ChatUnreachable('blocked'), { status: 'blocked', reason: 'blocked' }],
    ['an account that is gone', new ChatUnreachable('deactivated'), { status: 'invalid', reason: 'deactivated' }],
    ['a chat that is not there', new ChatUnreachable('not-found'), { status: 'invalid', reason: 'not-found' }],
    ['thrown out', new ChatUnreachable('kicked'), { status: 'invalid', reason: 'forbidden' }],
    [
      'refused',
      new TelegramRejected(400, 'Bad Request: x'),
      { status: 'failed', reason: 'rejected', detail: 'Bad Request: x' },
    ],
    [
      'no answer',
      new TelegramTransient('cut', undefined, true),
      { status: 'unknown', reason: 'no-answer', detail: 'cut' },
    ],
    ['never reached', new TelegramTransient('refused', undefined, false), { status: 'queued', retryInMs: 2_000 }],
    ['not asked', new TelegramTransient('circuit open', new CircuitOpen('x')), { status: 'queued' }],
    ['asked to wait', new TelegramRateLimited(3), { status: 'queued' }],
    ['a wrong token', new TelegramRejected(401, 'Unauthorized'), { status: 'queued', retryInMs: 2_000 }],
    ['anything nobody thought of', new Error('?'), { status: 'unknown', reason: 'no-answer' }],
  ])('%s', (_, error, outcome) => expect(judgeFailure(error, 0).outcome).toEqual(outcome));

  it('lets what passes happen six times, each pause twice as long', () => {
    const fault = new TelegramTransient('502');
    const pauses = [0, 1, 2, 3, 4].map((faults) => judgeFailure(fault, faults).outcome);
    expect(pauses.map((outcome) => 'retryInMs' in outcome && outcome.retryInMs)).toEqual(
      [2, 4, 8, 16, 32].map((s) => s * 1000),
    );
    expect(judgeFailure(fault, 5).outcome).toEqual({ status: 'failed', reason: 'transient', detail: '502' });
  });

  it('makes everybody wait for a 429 and for an outage, but not for one person', () => {
    expect(judgeFailure(new TelegramRateLimited(3, new Error('429')), 0).consequence).toEqual({
      kind: 'pause',
      ms: 3_000,
    });
    expect(judgeFailure(new TelegramRateLimited(3), 0).consequence).toEqual({ kind: 'brake' });
    expect(judgeFailure(new TelegramTransient('down'), 0).consequence).toEqual({ kind: 'brake' });
    expect(judgeFailure(new ChatUnreachable('blocked'), 0).consequence).toBeUndefined();
    expect(judgeFailure(new TelegramRejected(400, 'x'), 0).consequence).toBeUndefined();
  });
});
