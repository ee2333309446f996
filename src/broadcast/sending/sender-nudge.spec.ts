import { SenderNudge } from './sender-nudge';

const LONG_MS = 60_000;

describe('a nudge', () => {
  it('ends the wait that is going on', async () => {
    const sender = new SenderNudge();
    const waiting = sender.wait(LONG_MS, new AbortController().signal);
    sender.nudge();
    await expect(waiting).resolves.toBeUndefined();
  });

  it('that came before the wait ends it, once', async () => {
    const sender = new SenderNudge();
    sender.nudge();
    await sender.wait(LONG_MS, new AbortController().signal);
    const controller = new AbortController();
    let isOver = false;
    const waiting = sender.wait(LONG_MS, controller.signal).then(() => (isOver = true));
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    controller.abort();
    await waiting;
  });

  it('is not needed where the process ends', async () => {
    const controller = new AbortController();
    const waiting = new SenderNudge().wait(LONG_MS, controller.signal);
    controller.abort();
    await expect(waiting).resolves.toBeUndefined();
    await expect(new SenderNudge().wait(LONG_MS, controller.signal)).resolves.toBeUndefined();
  });
});
