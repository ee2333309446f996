import { pauseBeforeAttempt } from './connection-options';

describe('the pause before connecting again', () => {
  it('grows, and never beyond two seconds', () => {
    const pauses = [1, 2, 3, 10, 1_000].map((attempts) => pauseBeforeAttempt(attempts, () => 1));
    expect(pauses).toEqual([100, 200, 400, 2_000, 2_000]);
  });

  it('is partly left to chance', () => {
    expect(pauseBeforeAttempt(3, () => 0)).toBe(280);
  });
});
