import type { RecipientOutcome, SettledRecipient } from '../ledger/ledger-entry';
import { streaksOf } from './failure-streak';

const sent: RecipientOutcome = { status: 'sent', messageId: 1 };
const blocked: RecipientOutcome = { status: 'blocked', reason: 'blocked' };
const rejected: RecipientOutcome = { status: 'failed', reason: 'rejected' };
const transient: RecipientOutcome = { status: 'failed', reason: 'transient' };
const waiting: RecipientOutcome = { status: 'queued' };

const batch = (...outcomes: RecipientOutcome[]): SettledRecipient[] =>
  outcomes.map((outcome, userId) => ({ broadcastId: 7, userId, attempts: 1, faults: 0, outcome }));

describe('the streak of permanent failures in a batch', () => {
  it.each([
    ['nothing but one kind', batch(blocked, blocked), { reason: 'blocked', length: 2, isWhole: true }],
    ['one kind after a success', batch(sent, blocked, blocked), { reason: 'blocked', length: 2, isWhole: false }],
    ['another kind', batch(blocked, rejected), { reason: 'rejected', length: 1, isWhole: false }],
    ['a success at the end', batch(blocked, sent), { reason: null, length: 0, isWhole: false }],
    ['what may heal by itself', batch(blocked, transient), { reason: null, length: 0, isWhole: false }],
    ['what went back between', batch(blocked, waiting, blocked), { reason: 'blocked', length: 2, isWhole: true }],
  ])('is read from %s', (_, outcomes, expected) => {
    expect(streaksOf(outcomes)).toEqual([{ broadcastId: 7, ...expected }]);
  });

  it('is told for each broadcast by itself, and not for one that has only gone back into the queue', () => {
    const other = batch(sent).map((one) => ({ ...one, broadcastId: 8 }));
    expect(streaksOf([...batch(blocked), ...other, ...batch(blocked)])).toEqual([
      { broadcastId: 7, reason: 'blocked', length: 2, isWhole: true },
      { broadcastId: 8, reason: null, length: 0, isWhole: false },
    ]);
    expect(streaksOf(batch(waiting))).toEqual([]);
  });
});
