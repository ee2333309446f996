import { formatText } from './formatted-text';

const typesOf = (text: string): [string, string][] =>
  formatText(text).entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe('formatText', () => {
  it('finds commands, mentions, tags and links by itself', () => {
    expect(
      typesOf('/start@hop_bot see @alice_w, #kitob and https://example.org/a?b=c. Mail a.b@example.org or $USD'),
    ).toEqual([
      ['bot_command', '/start@hop_bot'],
      ['mention', '@alice_w'],
      ['hashtag', '#kitob'],
      ['url', 'https://example.org/a?b=c'],
      ['email', 'a.b@example.org'],
      ['cashtag', '$USD'],
    ]);
  });

  it.each(['and/or', 'a@b', '#1', '3/4', 'C# and F#', 'e.g. this', 'file.txt'])('finds nothing in %s', (text) => {
    expect(typesOf(text)).toEqual([]);
  });

  it('finds nothing inside code', () => {
    expect(formatText('<code>/start</code> /help', 'HTML').entities).toEqual([
      { type: 'code', offset: 0, length: 6 },
      { type: 'bot_command', offset: 7, length: 5 },
    ]);
  });

  it('drops space at both ends and moves entities with it', () => {
    expect(formatText('  <b>a</b> ', 'HTML')).toEqual({
      text: 'a',
      entities: [{ type: 'bold', offset: 0, length: 1 }],
    });
    expect(formatText(' \n ').text).toBe('');
    expect(formatText('<b> </b>', 'HTML')).toEqual({ text: '', entities: [] });
  });

  it.each([
    [{ type: 'bold', offset: 0, length: 9 }, 'ends after the end of the text at UTF-16 offset 9'],
    [{ type: 'bold', offset: 1, length: 1 }, 'begins in a middle of a UTF-16 symbol'],
    [{ type: 'bold', offset: -1, length: 1 }, 'incorrect offset or length'],
  ] as const)('refuses the entity %j', (entity, words) => {
    expect(() => formatText('😀abc', undefined, [entity])).toThrow(words);
  });

  it('knows three parse modes and no other', () => {
    expect(formatText('*a*', 'markdown').entities).toHaveLength(1);
    expect(() => formatText('a', 'BBCode')).toThrow('Bad Request: unsupported parse_mode');
    expect(() => formatText('a.', 'MarkdownV2')).toThrow(
      "Bad Request: can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'",
    );
  });
});
