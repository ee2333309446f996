import { Logger } from '@nestjs/common';
import { RetryPolicies, RightOfWay } from '../../resilience';
import type { OutcomeRecorder } from './inbox/outcome-recorder';
import { type UpdateHandler, UpdatePostponed, UpdateUnanswered } from './update-handler';
import { UpdateRunner } from './update-runner';

const UPDATE = { updateId: 7, chatKey: 1, update: { update_id: 7 } };

describe('the runner of updates', () => {
  let handle: jest.Mock<Promise<void>, [unknown]>;
  let record: jest.Mock<Promise<void>, [unknown]>;
  let runner: UpdateRunner;
  let rightOfWay: RightOfWay;
  let stopping: AbortController;

  beforeEach(() => {
    Logger.overrideLogger(false);
    jest.useFakeTimers();
    handle = jest.fn((_update: unknown) => Promise.resolve());
    record = jest.fn((_outcome: unknown) => Promise.resolve());
    stopping = new AbortController();
    const handler = { handle } as unknown as UpdateHandler;
    rightOfWay = new RightOfWay();
    runner = new UpdateRunner(handler, { record } as unknown as OutcomeRecorder, rightOfWay, new RetryPolicies());
  });

  afterEach(() => jest.useRealTimers());

  it('handles an update again until Telegram can be reached, and records it once', async () => {
    handle.mockRejectedValueOnce(new UpdateUnanswered('502')).mockRejectedValueOnce(new UpdateUnanswered('502'));
    const run = runner.run(UPDATE, 1, stopping.signal);
    await jest.runAllTimersAsync();
    await run;
    expect(handle).toHaveBeenCalledTimes(3);
    expect(record.mock.calls).toEqual([[{ updateId: 7, outcome: 'handled' }]]);
  });

  it('has the right of way while it is handled, and not while it waits to be tried again', async () => {
    let finish = (): void => undefined;
    handle.mockImplementationOnce(
      () => new Promise((_resolve, reject) => (finish = () => reject(new UpdateUnanswered('502')))),
    );
    const run = runner.run(UPDATE, 1, stopping.signal);
    const passed = jest.fn();
    void rightOfWay.give(60_000).then(passed);
    await jest.advanceTimersByTimeAsync(0);
    expect(passed).not.toHaveBeenCalled();
    finish();
    await jest.advanceTimersByTimeAsync(0);
    expect(passed).toHaveBeenCalled();
    await jest.runAllTimersAsync();
    await run;
  });

  it('gives up in the end', async () => {
    handle.mockRejectedValue(new UpdateUnanswered('502'));
    const run = runner.run(UPDATE, 1, stopping.signal);
    await jest.runAllTimersAsync();
    await run;
    expect(handle).toHaveBeenCalledTimes(60);
    expect(record.mock.calls).toEqual([[{ updateId: 7, outcome: 'failed' }]]);
  });

  it('leaves it to the next process when this one stops', async () => {
    handle.mockRejectedValue(new UpdateUnanswered('502'));
    const run = runner.run(UPDATE, 1, stopping.signal);
    await jest.advanceTimersByTimeAsync(1_000);
    stopping.abort();
    await run;
    expect(record).not.toHaveBeenCalled();
  });

  it.each([
    ['failed', new Error('broken'), [[{ updateId: 7, outcome: 'failed' }]]],
    ['postponed', new UpdatePostponed('not yet'), []],
  ])('does not repeat what %s', async (_name, error, recorded) => {
    handle.mockRejectedValue(error);
    await runner.run(UPDATE, 1, stopping.signal);
    expect(handle).toHaveBeenCalledTimes(1);
    expect(record.mock.calls).toEqual(recorded);
  });
});
