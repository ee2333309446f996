import { isNewMessage, isRepeatable, isSending } from './api-methods';

describe('kinds of methods', () => {
  it.each(['sendMessage', 'sendDocument', 'copyMessage', 'forwardMessages', 'editMessageText'])(
    'counts %s against the pace of a chat',
    (method) => expect(isSending(method)).toBe(true),
  );

  it.each(['sendMessage', 'sendMediaGroup', 'copyMessage', 'forwardMessages'])(
    'counts %s against the overall rate too',
    (method) => expect(isNewMessage(method)).toBe(true),
  );

  it.each(['editMessageText', 'editMessageReplyMarkup', 'sendChatAction', 'deleteMessage'])(
    'does not count %s against the overall rate',
    (method) => expect(isNewMessage(method)).toBe(false),
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
