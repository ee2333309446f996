import { parseHtml } from './html';

const complaint = (source: string): string => {
  try {
    parseHtml(source);
    return 'no complaint';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('parseHtml', () => {
  it.each([
    ['<b>bold</b> <strong>too</strong>', 'bold too', [['bold', 0, 4], ['bold', 5, 3]]],
    ['<i>a</i><em>b</em>', 'ab', [['italic', 0, 1], ['italic', 1, 1]]],
    ['<u>a</u><ins>b</ins>', 'ab', [['underline', 0, 1], ['underline', 1, 1]]],
    ['<s>a</s><strike>b</strike><del>c</del>', 'abc', [['strikethrough', 0, 1], ['strikethrough', 1, 1], ['strikethrough', 2, 1]]],
    ['<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', 'ab', [['spoiler', 0, 1], ['spoiler', 1, 1]]],
    ['<blockquote>a</blockquote><blockquote expandable>b</blockquote>', 'ab', [['blockquote', 0, 1], ['expandable_blockquote', 1, 1]]],
    ['<b>one <i>two</i></b>', 'one two', [['bold', 0, 7], ['italic', 4, 3]]],
    ['<b></b>nothing', 'nothing', []],
    ['😀<b>😀</b>', '😀😀', [['bold', 2, 2]]],
    ['<B>upper</B>', 'upper', [['bold', 0, 5]]],
  ])('reads %s', (source, text, entities) => {
    const parsed = parseHtml(source);
    expect(parsed.text).toBe(text);
    expect(parsed.entities.map(({ type, offset, length }) => [type, offset, length])).toEqual(entities);
  }); // prettier-ignore

  it('decodes the four named references and numbers, and leaves the rest', () => {
    expect(parseHtml('&lt;b&gt; &amp;amp; &quot;x&quot; &#65;&#x42; &copy; &').text).toBe('<b> &amp; "x" AB &copy; &');
  });

  it('makes links, mentions by id, and nothing of what is no link', () => {
    const { entities } = parseHtml(
      '<a href="https://example.org/?a=1&amp;b=2">a</a><a href="tg://user?id=42">b</a><a href="nonsense">c</a><a>example.com</a>',
    );
    expect(entities).toEqual([
      { type: 'text_link', offset: 0, length: 1, url: 'https://example.org/?a=1&b=2' },
      { type: 'text_mention', offset: 1, length: 1, user: { id: 42, is_bot: false, first_name: '' } },
      { type: 'text_link', offset: 3, length: 11, url: 'http://example.com/' },
    ]);
  });

  it('gives a code block its language', () => {
    expect(parseHtml('<pre><code class="language-python">x = 1</code></pre>').entities).toEqual([
      { type: 'pre', offset: 0, length: 5, language: 'python' },
    ]);
    expect(parseHtml('<code class="language-python">x</code>').entities).toEqual([
      { type: 'code', offset: 0, length: 1 },
    ]);
  });

  it('reads custom emoji', () => {
    expect(parseHtml('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>').entities).toEqual([
      { type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368324170671202286' },
    ]);
  });

  it.each([
    ['a <foo>b</foo>', 'Unsupported start tag "foo" at byte offset 2'],
    ['é <foo>', 'Unsupported start tag "foo" at byte offset 3'],
    ['1 < 2', 'Unsupported start tag "" at byte offset 2'],
    ['<b>open', 'Can\'t find end tag corresponding to start tag "b"'],
    ['<b>a</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['a</b>', 'Unexpected end tag at byte offset 1'],
    ['<b>a</b', 'Unclosed end tag at byte offset 4'],
    ['<b', 'Unclosed start tag at byte offset 0'],
    ['<a href="x', 'Unclosed start tag at byte offset 0'],
    ['<a href=', 'Unclosed start tag "a" at byte offset 0'],
    ['<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<a href=x,y>', 'Unexpected end of name token at byte offset 8'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('refuses %s in Telegram’s words', (source, message) => {
    expect(complaint(source)).toBe(message);
  });
});
