import { exitCodes, Shutdown } from './shutdown';

const silent = { info: () => undefined, error: jest.fn() };

describe('stopping the process', () => {
  const codes: number[] = [];
  const exit = (code: number): void => void codes.push(code);

  beforeEach(() => {
    codes.length = 0;
    silent.error.mockClear();
  });

  it('closes what was opened last first, and ends with the code that was asked for', async () => {
    const order: string[] = [];
    const shutdown = new Shutdown(10_000, silent, exit);
    shutdown.add('database', async () => void order.push('database'));
    shutdown.add('application', async () => void order.push('application'));
    await Promise.all([shutdown.stop(exitCodes.stopped), shutdown.stop(exitCodes.failed)]);
    expect(order).toEqual(['application', 'database']);
    expect(codes).toEqual([exitCodes.stopped]);
  });

  it('goes on with the next step when one fails', async () => {
    const database = jest.fn(() => Promise.resolve());
    const shutdown = new Shutdown(10_000, silent, exit);
    shutdown.add('database', database);
    shutdown.add('application', () => Promise.reject(new Error('stuck')));
    await shutdown.stop(exitCodes.stopped);
    expect(database).toHaveBeenCalled();
    expect(silent.error).toHaveBeenCalledWith(expect.objectContaining({ step: 'application' }));
  });

  it('ends in time even when a step never does', async () => {
    jest.useFakeTimers();
    const shutdown = new Shutdown(10_000, silent, exit);
    shutdown.add('application', () => new Promise(() => undefined));
    void shutdown.stop(exitCodes.stopped);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(codes).toEqual([exitCodes.stopped]);
    jest.useRealTimers();
  });
});
