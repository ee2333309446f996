import { parseMarkdown } from './markdown';
import { parseMarkdownV2 } from './markdown-v2';

const complaint = (parse: (source: string) => unknown, source: string): string => {
  try {
    parse(source);
    return 'no complaint';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('parseMarkdownV2', () => {
  it.each([
    ['*bold* _italic_', 'bold italic', [['bold', 0, 4], ['italic', 5, 6]]],
    ['__under__ ~gone~ ||hidden||', 'under gone hidden', [['underline', 0, 5], ['strikethrough', 6, 4], ['spoiler', 11, 6]]],
    ['*a _b_*', 'a b', [['bold', 0, 3], ['italic', 2, 1]]],
    ['_a __b___', 'a b', [['italic', 0, 3], ['underline', 2, 1]]],
    ['`*not bold*`', '*not bold*', [['code', 0, 10]]],
    ['`a\\`b`', 'a`b', [['code', 0, 3]]],
    ['a\\.b \\*c\\*', 'a.b *c*', []],
    ['**', '', []],
    ['😀*😀*', '😀😀', [['bold', 2, 2]]],
    ['>one\n>two\nthree', 'one\ntwo\nthree', [['blockquote', 0, 8]]],
    ['>one\n>two||\nthree', 'one\ntwo\nthree', [['expandable_blockquote', 0, 8]]],
    ['>a ||b||\nc', 'a b\nc', [['blockquote', 0, 4], ['spoiler', 2, 1]]],
    ['*a\n>b\nc*', 'a\nb\nc', [['bold', 0, 5], ['blockquote', 2, 2]]],
    ['> `x\n>y`', ' x\n>y', [['blockquote', 0, 5], ['code', 1, 4]]],
  ])('reads %j', (source, text, entities) => {
    const parsed = parseMarkdownV2(source);
    expect(parsed.text).toBe(text);
    expect(parsed.entities.map(({ type, offset, length }) => [type, offset, length])).toEqual(entities);
  }); // prettier-ignore

  it('reads code blocks with and without a language', () => {
    expect(parseMarkdownV2('```js\nlet a\n```').entities).toEqual([
      { type: 'pre', offset: 0, length: 6, language: 'js' },
    ]);
    expect(parseMarkdownV2('```\nplain\n```')).toEqual({
      text: 'plain\n',
      entities: [{ type: 'pre', offset: 0, length: 6 }],
    });
  });

  it('reads links, mentions and custom emoji', () => {
    expect(parseMarkdownV2('[a](https://example.org/x_\\(y\\))[b](tg://user?id=7)![👍](tg://emoji?id=12)')).toEqual({
      text: 'ab👍',
      entities: [
        { type: 'text_link', offset: 0, length: 1, url: 'https://example.org/x_(y)' },
        { type: 'text_mention', offset: 1, length: 1, user: { id: 7, is_bot: false, first_name: '' } },
        { type: 'custom_emoji', offset: 2, length: 2, custom_emoji_id: '12' },
      ],
    });
  });

  it.each([...'.!-+=#{}()>|'])('refuses a bare %s', (char) => {
    expect(complaint(parseMarkdownV2, `a${char}b`)).toBe(
      `Character '${char}' is reserved and must be escaped with the preceding '\\'`,
    );
  });

  it.each([
    ['*open', "Can't find end of Bold entity at byte offset 0"],
    ['é _open', "Can't find end of Italic entity at byte offset 3"],
    ['a `open', "Can't find end of Code entity at byte offset 2"],
    ['```js open', "Can't find end of PreCode entity at byte offset 0"],
    ['[a](http://x', "Can't find end of a URL at byte offset 4"],
    ['[a', "Can't find end of TextUrl entity at byte offset 0"],
    ['![👍]', 'Custom emoji entity must contain a tg://emoji URL'],
    ['![👍](https://x.org)', 'Custom emoji URL must have scheme tg'],
    ['>*a\nb*', "Can't find end of Bold entity at byte offset 1"],
  ])('refuses %j in Telegram’s words', (source, message) => {
    expect(complaint(parseMarkdownV2, source)).toBe(message);
  });
});

describe('parseMarkdown', () => {
  it('reads the four marks, links and escapes', () => {
    expect(parseMarkdown('*b* _i_ `c` [l](http://a.org) \\*x ```py\ny```')).toEqual({
      text: 'b i c l *x y',
      entities: [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'italic', offset: 2, length: 1 },
        { type: 'code', offset: 4, length: 1 },
        { type: 'text_link', offset: 6, length: 1, url: 'http://a.org/' },
        { type: 'pre', offset: 11, length: 1, language: 'py' },
      ],
    });
  });

  it('refuses what is not closed', () => {
    expect(complaint(parseMarkdown, 'é *a')).toBe("Can't find end of the entity starting at byte offset 3");
  });
});
