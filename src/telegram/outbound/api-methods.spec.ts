import { isRepeatable, isSending } from './api-methods';

describe('kinds of methods', () => {
  it.each(['sendMessage', 'sendDocument', 'copyMessage', 'forwardMessages', 'editMessageText'])(
    'counts %s against the limits of rate',
    (method) => expect(isSending(method)).toBe(true),
  );

  it.each(['sendChatAction', 'answerCallbackQuery', 'getFile', 'deleteMessage', 'setMyCommands'])(
    'does not count %s',
    (method) => expect(isSending(method)).toBe(false),
  );

  it.each(['sendMessage', 'copyMessage', 'forwardMessage', 'createChatInviteLink', 'uploadStickerFile'])(
    'never repeats %s',
    (method) => expect(isRepeatable(method)).toBe(false),
  );

  it.each(['getMe', 'editMessageText', 'deleteMessage', 'answerCallbackQuery', 'sendChatAction', 'setMyCommands'])(
    'may repeat %s',
    (method) => expect(isRepeatable(method)).toBe(true),
  );
});
