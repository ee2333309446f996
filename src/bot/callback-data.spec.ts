import { CALLBACK_DATA_MAX_BYTES, callback, fields } from './callback-data';
import { buttons, libraryFilters } from './callbacks';

describe('callback data', () => {
  const button = callback('file:show', { fileId: fields.recordId, filter: fields.choice(['all', 'new']) });

  it('is written as area, action and values, and read back', () => {
    const data = button.pack({ fileId: 42, filter: 'new' });
    expect(data).toBe('file:show:42:new');
    expect(button.parse(data)).toEqual({ fileId: 42, filter: 'new' });
  });

  it('carries no values where none are declared', () => {
    expect(buttons.home.pack()).toBe('home:show');
    expect(buttons.home.parse('home:show')).toEqual({});
    expect(buttons.home.parse('home:show:1')).toBeNull();
  });

  it.each(['', 'file', 'file:show', 'file:show:42', 'file:show:42:old', 'file:show:42:new:1', 'file:show:4 2:new'])(
    'is refused when nobody could have been given it: "%s"',
    (data) => {
      expect(button.parse(data)).toBeNull();
    },
  );

  it.each(['0', '-1', '1.5', '1e3', '0x10', ' 1', '9999999999999999', 'NaN', ''])('takes no id like "%s"', (id) => {
    expect(button.parse(`file:show:${id}:all`)).toBeNull();
  });

  it('recognises its own kind, well-formed or not, and no other', () => {
    expect(button.pattern.test('file:show:broken')).toBe(true);
    expect(button.pattern.test('file:show')).toBe(true);
    expect(button.pattern.test('file:showcase:1')).toBe(false);
    expect(button.pattern.test('x:file:show:1')).toBe(false);
  });

  it('refuses to be written too long for Telegram', () => {
    const long = callback('a:b', { word: fields.choice(['x'.repeat(70)]) });
    expect(() => long.pack({ word: 'x'.repeat(70) })).toThrow(/too long/);
  });

  it('has a prefix for each button that no other button shares', () => {
    const all = Object.values(buttons).map(({ prefix }) => prefix);
    expect(new Set(all).size).toBe(all.length);
    for (const { prefix, pattern } of Object.values(buttons)) {
      expect(all.filter((other) => pattern.test(other))).toEqual([prefix]);
    }
  });

  it('fits for the largest ids and longest choices there are', () => {
    const largest = 2 ** 52;
    const place = { filter: libraryFilters.reduce((a, b) => (a.length > b.length ? a : b)), page: 1_000_000 };
    const longest = [
      buttons.editFile.pack({ field: 'title', fileId: largest, ...place }),
      buttons.reprocessFile.pack({ fileId: largest, ...place }),
      buttons.toggleJoinRequests.pack({ channelId: -largest, requests: 'off' }),
      buttons.setRole.pack({ userId: largest, role: 'editor' }),
    ];
    for (const data of longest) expect(Buffer.byteLength(data)).toBeLessThanOrEqual(CALLBACK_DATA_MAX_BYTES);
  });
});
