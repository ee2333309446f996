import { SendWindow } from './send-window';

const recipient = (userId: number) => ({ broadcastId: 1, userId });

describe('what is under way', () => {
  const settled = (latencyMs: number): SendWindow => {
    const window = new SendWindow();
    for (let i = 0; i < 200; i += 1) {
      window.enter(recipient(i));
      window.leave(recipient(i), latencyMs);
    }
    return window;
  };

  it('grows with the rate and with the latency', () => {
    expect(settled(40).free(30)).toBe(4);
    expect(settled(40).free(1000)).toBe(82);
    expect(settled(80).free(1000)).toBe(162);
  });

  it('is bounded however slow Telegram becomes, and never shut', () => {
    expect(settled(5_000).free(1000)).toBe(240);
    expect(settled(0).free(1)).toBeGreaterThanOrEqual(1);
  });

  it('takes up places until it is over, and tells who waits for one', async () => {
    const window = settled(40);
    for (let i = 0; i < 4; i += 1) window.enter(recipient(i));
    expect(window.free(30)).toBe(0);
    expect(window.list()).toHaveLength(4);
    const change = window.change();
    window.leave(recipient(2));
    await change;
    expect(window.free(30)).toBe(1);
  });
});
