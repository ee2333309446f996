import { readLink } from '../../web/src/messages/world-link';

describe('reading an address', () => {
  it.each([
    ['t.me/some_bot?start=order_A100', { kind: 'start', username: 'some_bot', payload: 'order_A100' }],
    ['https://t.me/news', { kind: 'user', username: 'news' }],
    ['tg://resolve?domain=some_bot&start=x', { kind: 'start', username: 'some_bot', payload: 'x' }],
    ['https://t.me/+AbC', { kind: 'invite', url: 'https://t.me/+AbC' }],
    ['example.org/a', { kind: 'outside', url: 'https://example.org/a' }],
    ['localhost:3000/x', { kind: 'outside', url: 'https://localhost:3000/x' }],
    ['mailto:a@example.org', { kind: 'outside', url: 'mailto:a@example.org' }],
    ['javascript:alert(1)', { kind: 'unsafe' }],
    ['data:text/html,x', { kind: 'unsafe' }],
    ['http://', { kind: 'unsafe' }],
  ])('understands %s', (address, expected) => {
    expect(readLink(address)).toEqual(expected);
  });
});
