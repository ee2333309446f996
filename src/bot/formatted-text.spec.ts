import type { MessageEntity } from 'telegraf/types';
import { htmlOf } from './formatted-text';

const entity = (type: string, offset: number, length: number, more: object = {}): MessageEntity =>
  ({ type, offset, length, ...more }) as MessageEntity;

describe('a formatted text as HTML', () => {
  it.each([
    ['bold and italic', 'a bold b', [entity('bold', 2, 4)], 'a <b>bold</b> b'],
    ['nested', 'abcdef', [entity('bold', 0, 6), entity('italic', 2, 2)], '<b>ab<i>cd</i>ef</b>'],
    ['the same place twice', 'abc', [entity('bold', 0, 3), entity('underline', 0, 3)], '<b><u>abc</u></b>'],
    ['two side by side', 'ab', [entity('bold', 0, 1), entity('code', 1, 1)], '<b>a</b><code>b</code>'],
    ['signs of HTML', '1 < 2 & 3', [entity('bold', 0, 1)], '<b>1</b> &lt; 2 &amp; 3'],
    [
      'a link',
      'site',
      [entity('text_link', 0, 4, { url: 'https://e.org/?a="b"&c' })],
      '<a href="https://e.org/?a=&quot;b&quot;&amp;c">site</a>',
    ],
    ['a person', 'Ann', [entity('text_mention', 0, 3, { user: { id: 7 } })], '<a href="tg://user?id=7">Ann</a>'],
    ['program text', 'x', [entity('pre', 0, 1, { language: 'ts' })], '<pre><code class="language-ts">x</code></pre>'],
    ['a quotation', 'q', [entity('expandable_blockquote', 0, 1)], '<blockquote expandable>q</blockquote>'],
    [
      'an emoji of somebody’s own',
      '👍',
      [entity('custom_emoji', 0, 2, { custom_emoji_id: '5' })],
      '<tg-emoji emoji-id="5">👍</tg-emoji>',
    ],
  ])('keeps %s', (_, text, entities, html) => expect(htmlOf(text, entities)).toBe(html));

  it('leaves out the command before it', () => {
    const text = '/broadcast Hello all';
    const entities = [entity('bot_command', 0, 10), entity('bold', 11, 5)];
    expect(htmlOf(text, entities, 11)).toBe('<b>Hello</b> all');
  });

  it('takes what was typed as HTML when nothing was formatted, links found by the client aside', () => {
    expect(htmlOf('<b>Hello</b> e.org', [entity('url', 13, 5)])).toBe('<b>Hello</b> e.org');
  });
});
