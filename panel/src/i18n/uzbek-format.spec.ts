import { uzbekFormat } from './uzbek-format';

const fromNow = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

describe('Uzbek', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2026-10-24T12:00:00Z') }));
  afterEach(() => jest.useRealTimers());

  it.each([
    [-20, '20 soniya oldin'],
    [-65, '1 daqiqa oldin'],
    [-4 * 3_600, '4 soat oldin'],
    [-2 * 86_400, '2 kun oldin'],
    [300, '5 daqiqadan keyin'],
    [0, 'hozir'],
  ])('says how far %s seconds from now are', (seconds, words) => expect(uzbekFormat.ago(fromNow(seconds))).toBe(words));

  it('writes dates with the names of its months, and times of the day', () => {
    const moment = new Date(2026, 9, 24, 8, 5).toISOString();
    expect(uzbekFormat.date(moment)).toBe('24-okt, 2026');
    expect(uzbekFormat.dateTime(moment)).toBe('24-okt, 2026, 08:05');
  });

  it('writes numbers, sizes and spans', () => {
    const plain = (text: string) => text.replaceAll('\u00a0', ' ');
    expect(plain(uzbekFormat.number(12_403))).toBe('12 403');
    expect(plain(uzbekFormat.bytes(3_240_000))).toBe('3,2 MB');
    expect(plain(uzbekFormat.bytes(512))).toBe('512 bayt');
    expect(uzbekFormat.percent(0.125)).toBe('12,5%');
    expect(uzbekFormat.duration(9_000)).toBe('2,5 soat');
    expect(uzbekFormat.span(3_723)).toBe('1:02:03');
  });
});
