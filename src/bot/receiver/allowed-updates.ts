/** The kinds of update the bot handles. `chat_member` is only delivered when it is asked for by name. */
export const allowedUpdates = [
  'message',
  'callback_query',
  'inline_query',
  'chosen_inline_result',
  'my_chat_member',
  'chat_member',
  'chat_join_request',
] as const;
