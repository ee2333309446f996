import { readUpdate } from './received-update';

describe('reading an update', () => {
  it.each([
    ['a message', { message: { chat: { id: -5 }, from: { id: 7 } } }, -5],
    ['a button under a message', { callback_query: { from: { id: 7 }, message: { chat: { id: -5 } } } }, -5],
    ['a button under an inline message', { callback_query: { from: { id: 7 } } }, 7],
    ['an inline query', { inline_query: { from: { id: 7 }, query: 'x' } }, 7],
    ['a join request', { chat_join_request: { chat: { id: -100 }, from: { id: 7 } } }, -100],
    ['a poll answer', { poll_answer: { user: { id: 7 } } }, 7],
    ['a closing poll', { poll: { id: '1' } }, 0],
    ['a kind nobody knows', { something_new: 5 }, 0],
    ['nothing at all', {}, 0],
    ['ids of the wrong kind', { message: { chat: { id: 'x' }, from: null } }, 0],
  ])('puts %s in the line of its chat', (_case, content, chatKey) => {
    expect(readUpdate({ update_id: 1, ...content })).toMatchObject({ updateId: 1, chatKey });
  });

  it.each([null, 5, 'x', [], {}, { update_id: 'x' }, { update_id: 1.5 }, { update_id: 2 ** 60 }])(
    'answers nothing for %j, which can be neither deduplicated nor confirmed',
    (update) => expect(readUpdate(update)).toBeUndefined(),
  );
});
