import type { MessageEntity } from '@grammyjs/types';
import { entityTree, type TextNode } from '../../web/src/messages/entity-tree';

const bold = (offset: number, length: number): MessageEntity => ({ type: 'bold', offset, length });
const italic = (offset: number, length: number): MessageEntity => ({ type: 'italic', offset, length });

function spell(nodes: TextNode[]): string {
  return nodes
    .map((node) => (typeof node === 'string' ? node : `<${node.entity.type}:${spell(node.children)}>`))
    .join('');
}

describe('the tree of a formatted text', () => {
  it.each([
    ['leaves a plain text alone', 'hello', [], 'hello'],
    ['wraps what is formatted', 'a bold word', [bold(2, 4)], 'a <bold:bold> word'],
    ['nests an entity in another', 'abcdef', [italic(2, 2), bold(0, 6)], '<bold:ab<italic:cd>ef>'],
    ['keeps two entities on the same words', 'ab', [bold(0, 2), italic(0, 2)], '<bold:<italic:ab>>'],
    ['splits entities that cross', 'abcdef', [bold(0, 4), italic(2, 4)], '<bold:ab<italic:cd>><italic:ef>'],
    ['counts an emoji as two units', '😀 ok', [bold(3, 2)], '😀 <bold:ok>'],
    ['ignores an entity behind the end', 'ab', [bold(5, 2)], 'ab'],
    ['cuts an entity at the end', 'ab', [bold(1, 50)], 'a<bold:b>'],
  ])('%s', (_sentence, text, entities, expected) => {
    expect(spell(entityTree(text, entities))).toBe(expected);
  });
});
