import { DeadlineExceeded, withDeadline } from './deadline';

/** Work that ends only when it is told to. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('some client’s words'))));

describe('withDeadline', () => {
  it('answers what the work answers', async () => {
    await expect(withDeadline(1000, async () => 'done')).resolves.toBe('done');
  });

  it('passes on what the work throws', async () => {
    await expect(withDeadline(1000, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('says that the time was up, whatever words the client has for it', async () => {
    await expect(withDeadline(1, untilAborted)).rejects.toBeInstanceOf(DeadlineExceeded);
  });

  it('gives the reason of whoever cancelled', async () => {
    const controller = new AbortController();
    const work = withDeadline(60_000, untilAborted, controller.signal);
    controller.abort(new Error('cancelled'));

    await expect(work).rejects.toThrow('cancelled');
  });

  it('does not begin what is cancelled already', async () => {
    const work = jest.fn();

    await expect(withDeadline(60_000, work, AbortSignal.abort(new Error('cancelled')))).rejects.toThrow('cancelled');
    expect(work).not.toHaveBeenCalled();
  });
});
