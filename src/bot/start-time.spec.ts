import { readStartTime } from './start-time';

const now = new Date(2026, 10, 22, 12, 0);

describe('a time as people write it', () => {
  it.each([
    ['+2h', new Date(2026, 10, 22, 14, 0)],
    ['+ 90 min', new Date(2026, 10, 22, 13, 30)],
    ['+1d', new Date(2026, 10, 23, 12, 0)],
    ['18:30', new Date(2026, 10, 22, 18, 30)],
    ['9:05', new Date(2026, 10, 23, 9, 5)],
    ['25.12 09:00', new Date(2026, 11, 25, 9, 0)],
    ['5.1 09:00', new Date(2027, 0, 5, 9, 0)],
    ['21.11 09:00', new Date(2026, 10, 21, 9, 0)],
    ['25.12.2027 09:00', new Date(2027, 11, 25, 9, 0)],
    ['2026-12-25 09:00', new Date(2026, 11, 25, 9, 0)],
    ['2026-12-25T09:00', new Date(2026, 11, 25, 9, 0)],
  ])('%s', (text, expected) => expect(readStartTime(text, now)).toEqual(expected));

  it.each(['', 'soon', '25:00', '12:60', '31.02 10:00', '2026-13-01 10:00', '18', '+h', '-2h'])('is not %j', (text) => {
    expect(readStartTime(text, now)).toBeNull();
  });

  it('is tomorrow also on the last day of a month', () => {
    expect(readStartTime('10:00', new Date(2026, 10, 30, 12, 0))).toEqual(new Date(2026, 11, 1, 10, 0));
  });
});
