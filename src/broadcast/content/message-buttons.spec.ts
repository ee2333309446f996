import { BroadcastButtonInvalid } from '../broadcast.errors';
import { checkButtons, readButtons } from './message-buttons';

describe('buttons as people write them', () => {
  it('are one row a line, several with a bar between them', () => {
    expect(
      readButtons('Our site - https://example.org\nShop – example.org/shop | Help - tg://resolve?domain=help\n\n'),
    ).toEqual([
      [{ text: 'Our site', url: 'https://example.org' }],
      [
        { text: 'Shop', url: 'https://example.org/shop' },
        { text: 'Help', url: 'tg://resolve?domain=help' },
      ],
    ]);
  });

  it.each(['', 'no address', 'Shop - not_an_address', 'Shop - javascript:alert(1)', 'Shop - ftp://example.org'])(
    'are refused when they read %j',
    (text) => expect(() => readButtons(text)).toThrow(BroadcastButtonInvalid),
  );

  it('are refused when there are more than a message bears', () => {
    const button = { text: 'x', url: 'https://example.org' };
    expect(() => checkButtons([[button, button, button, button, button]])).toThrow(BroadcastButtonInvalid);
    expect(() => checkButtons(Array.from({ length: 21 }, () => [button]))).toThrow(BroadcastButtonInvalid);
    expect(() => checkButtons([[]])).toThrow(BroadcastButtonInvalid);
    expect(() => checkButtons([[{ text: '', url: 'https://example.org' }]])).toThrow(BroadcastButtonInvalid);
  });
});
