import { messageRows } from '../../web/src/messages/message-rows';
import { seenMessage } from './support/seen';

const kinds = (rows: ReturnType<typeof messageRows>) => rows.map(({ kind }) => kind);

describe('the rows of a chat', () => {
  it('begins each day with its date', () => {
    const rows = messageRows([
      seenMessage({ date: 1_700_000_000 }),
      seenMessage({ messageId: 2, date: 1_700_200_000 }),
    ]);
    expect(kinds(rows)).toEqual(['day', 'bubble', 'day', 'bubble']);
  });

  it('joins what one sender says in a row, and parts what comes much later', () => {
    const rows = messageRows([
      seenMessage({ messageId: 1, date: 1_700_000_000 }),
      seenMessage({ messageId: 2, date: 1_700_000_010 }),
      seenMessage({ messageId: 3, date: 1_700_000_900 }),
    ]);
    const edges = rows.flatMap((row) => (row.kind === 'bubble' ? [[row.first, row.last]] : []));
    expect(edges).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('puts the items of an album into one bubble', () => {
    const album = [1, 2, 3].map((messageId) => seenMessage({ messageId, mediaGroupId: 'a' }));
    const rows = messageRows([...album, seenMessage({ messageId: 4 })]);
    expect(rows.map((row) => (row.kind === 'bubble' ? row.messages.length : row.kind))).toEqual(['day', 3, 1]);
  });

  it('marks where the unread messages begin', () => {
    const rows = messageRows([seenMessage(), seenMessage({ messageId: 2 })], 2);
    expect(kinds(rows)).toEqual(['day', 'bubble', 'unread', 'bubble']);
  });
});
