import type { MessageEntity } from '@grammyjs/types';

/** Formatted text as a tree: plain pieces, and entities around pieces. */
export type TextNode = string | { entity: MessageEntity; children: TextNode[] };

interface Range {
  entity: MessageEntity;
  start: number;
  end: number;
}

/**
 * Nests entities by their UTF-16 offsets. One that crosses another's border is split there, and one outside the text is ignored,
 * so that any input gives a tree whose plain pieces, joined, are the text.
 */
export function entityTree(text: string, entities: readonly MessageEntity[]): TextNode[] {
  const ranges = entities
    .map((entity) => ({
      entity,
      start: Math.max(0, entity.offset),
      end: Math.min(text.length, entity.offset + entity.length),
    }))
    .filter(({ start, end }) => start < end);
  return nest(text, 0, text.length, ranges.sort(outermostFirst));
}

function outermostFirst(a: Range, b: Range): number {
  return a.start - b.start || b.end - a.end;
}

function nest(text: string, from: number, to: number, ranges: readonly Range[]): TextNode[] {
  const nodes: TextNode[] = [];
  let position = from;
  let rest = ranges;
  for (let head = rest[0]; head; head = rest[0]) {
    const inside: Range[] = [];
    const after: Range[] = [];
    for (const range of rest.slice(1)) {
      if (range.start < head.end) inside.push({ ...range, end: Math.min(range.end, head.end) });
      if (range.end > head.end) after.push({ ...range, start: Math.max(range.start, head.end) });
    }
    if (head.start > position) nodes.push(text.slice(position, head.start));
    nodes.push({ entity: head.entity, children: nest(text, head.start, head.end, inside) });
    position = head.end;
    rest = after.sort(outermostFirst);
  }
  if (position < to) nodes.push(text.slice(position, to));
  return nodes;
}
