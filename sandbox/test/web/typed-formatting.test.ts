import { readTypedFormatting } from '../../web/src/composer/typed-formatting';

describe('formatting that is typed', () => {
  it.each([
    ['leaves ordinary text alone', 'a ** b, snake_case__name', 'a ** b, snake_case__name', []],
    ['reads bold', 'so **big**!', 'so big!', [{ type: 'bold', offset: 3, length: 3 }]],
    ['reads code without looking into it', '`**x**`', '**x**', [{ type: 'code', offset: 0, length: 5 }]],
    [
      'reads formatting inside formatting',
      '**a __b__**',
      'a b',
      [
        { type: 'bold', offset: 0, length: 3 },
        { type: 'italic', offset: 2, length: 1 },
      ],
    ],
    [
      'reads a block with its language',
      '```ts\nlet a;\n```',
      'let a;',
      [{ type: 'pre', offset: 0, length: 6, language: 'ts' }],
    ],
    ['counts in UTF-16 units', '😀||x||', '😀x', [{ type: 'spoiler', offset: 2, length: 1 }]],
  ])('%s', (_sentence, source, text, entities) => {
    expect(readTypedFormatting(source)).toEqual({ text, entities });
  });
});
