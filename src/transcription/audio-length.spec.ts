import { isTooLong } from './audio-length';

describe('the length of a recording', () => {
  it.each([
    [120, 120, false],
    [120.9, 120, false],
    [121.1, 120, true],
    [7200, null, false],
    [7200, undefined, false],
  ])('%d s with a limit of %s: too long is %s', (seconds, limit, expected) => {
    expect(isTooLong(seconds, limit)).toBe(expected);
  });
});
