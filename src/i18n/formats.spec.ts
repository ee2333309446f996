import { formatBytes, formatDate, formatDuration, formatNumber } from './formats';

/** Intl separates digits and units with several kinds of space, which differ between its versions. */
const plainSpaces = (text: string): string => text.replace(/\s/g, ' ');

describe('formats', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1,023 bytes'],
    [1024, '1 KB'],
    [1536, '1.5 KB'],
    [20 * 1024 * 1024, '20 MB'],
    [1024 * 1024 - 1, '1 MB'],
    [153.6 * 1024 * 1024, '154 MB'],
    [2000 * 1024 * 1024, '2 GB'],
    [-5, '0 bytes'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes('en', bytes)).toBe(text);
  });

  it('writes sizes the way each language does', () => {
    expect(plainSpaces(formatBytes('ru', 3.4 * 1024 * 1024))).toBe('3,4 МБ');
    expect(plainSpaces(formatBytes('uz', 3.4 * 1024 * 1024))).toBe('3,4 MB');
  });

  it('writes days the way each language does', () => {
    const day = new Date(2026, 10, 22, 12);
    expect(formatDate('en', day)).toBe('22 November 2026');
    expect(plainSpaces(formatDate('ru', day))).toBe('22 ноября 2026 г.');
    expect(formatDate('uz', day)).toBe('2026-yil 22-noyabr');
  });

  it.each([
    [0, '0 s'],
    [400, '0 s'],
    [8_000, '8 s'],
    [200_000, '3 min 20 s'],
    [180_000, '3 min'],
    [3_905_000, '1 h 5 min'],
    [3_600_000, '1 h'],
    [-1, '0 s'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(formatDuration('en', milliseconds)).toBe(text);
  });

  it('separates thousands', () => {
    expect(formatNumber('en', 1_234_567)).toBe('1,234,567');
    expect(plainSpaces(formatNumber('ru', 1_234_567))).toBe('1 234 567');
  });
});
