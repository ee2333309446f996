import { inspect } from 'node:util';
import {
  ChatUnreachable,
  TelegramRateLimited,
  TelegramRejected,
  TelegramTransient,
  inLane,
} from '../../../src/telegram';
import { openDoor, type DoorOut } from './door-out';
import { FAKE_TOKEN, FakeBotApi, cut, hang, message, refuse } from './fake-bot-api';

describe('the gateway', () => {
  let fake: FakeBotApi;
  let door: DoorOut;

  beforeEach(async () => {
    fake = await FakeBotApi.start();
    fake.on('sendMessage', message);
    door = await openDoor(fake, { REQUEST_TIMEOUT: '1' });
  });

  afterEach(async () => {
    await door.module.close();
    await fake.stop();
  });

  it('sends HTML with buttons in the spelling of the Bot API', async () => {
    const sent = await door.gateway.sendText(7, '<b>hi</b>', {
      buttons: [
        [
          { text: 'Get', callbackData: 'file:download:42' },
          { text: 'Find', switchInlineQueryCurrentChat: '' },
        ],
      ],
      silent: true,
      replyToMessageId: 3,
    });

    expect(sent.chatId).toBe(7);
    expect(fake.callsOf('sendMessage')[0]?.payload).toEqual({
      chat_id: 7,
      text: '<b>hi</b>',
      parse_mode: 'HTML',
      disable_notification: true,
      reply_parameters: { message_id: 3, allow_sending_without_reply: true },
      reply_markup: {
        inline_keyboard: [
          [
            { text: 'Get', callback_data: 'file:download:42' },
            { text: 'Find', switch_inline_query_current_chat: '' },
          ],
        ],
      },
    });
  });

  it('takes "message is not modified" and an already deleted message for success', async () => {
    fake.on('editMessageText', refuse(400, 'Bad Request: message is not modified: specified new message content'));
    fake.on('deleteMessage', refuse(400, 'Bad Request: message to delete not found'));

    await expect(door.gateway.editText(7, 1, 'same')).resolves.toBeUndefined();
    await expect(door.gateway.deleteMessage(7, 1)).resolves.toBeUndefined();
  });

  it('names who can no longer be reached, and asks once only', async () => {
    fake.on('sendMessage', refuse(403, 'Forbidden: bot was blocked by the user'));

    const failure = door.gateway.sendText(7, 'hi');

    await expect(failure).rejects.toBeInstanceOf(ChatUnreachable);
    await expect(failure).rejects.toMatchObject({ reason: 'blocked' });
    expect(fake.callsOf('sendMessage')).toHaveLength(1);
    expect(door.calls.at(-1)).toMatchObject({ method: 'sendMessage', lane: 'answer', outcome: 'unreachable' });
  });

  it('waits out a short 429 for an answer and sends it once more', async () => {
    fake.inTurn('sendMessage', refuse(429, 'Too Many Requests: retry after 1', { retry_after: 1 }), message);
    await door.module.close();
    door = await openDoor(fake, { REQUEST_TIMEOUT: '10' });

    await expect(door.gateway.sendText(7, 'hi')).resolves.toMatchObject({ chatId: 7 });
    expect(door.calls.at(-1)).toMatchObject({ outcome: 'ok', attempts: 2 });
  });

  it('hands a 429 in the bulk lane to its owner and holds the method for everybody', async () => {
    fake.on('sendMessage', refuse(429, 'Too Many Requests: retry after 30', { retry_after: 30 }));

    await expect(door.gateway.sendText(7, 'hi', { lane: 'bulk' })).rejects.toMatchObject({ retryAfterSeconds: 30 });
    await expect(door.gateway.sendText(8, 'hi')).rejects.toBeInstanceOf(TelegramRateLimited);
    expect(fake.callsOf('sendMessage')).toHaveLength(1);
  });

  it('never sends a message twice when the connection breaks after it left', async () => {
    fake.on('sendMessage', cut);

    await expect(door.gateway.sendText(7, 'hi')).rejects.toBeInstanceOf(TelegramTransient);
    expect(fake.callsOf('sendMessage')).toHaveLength(1);
  });

  it('repeats an edit at most twice when the connection breaks', async () => {
    fake.inTurn('editMessageText', cut, refuse(502, 'Bad Gateway'), message);

    await expect(door.gateway.editText(7, 1, 'new')).resolves.toBeUndefined();
    expect(fake.callsOf('editMessageText')).toHaveLength(3);
  });

  it('follows a group that became a supergroup', async () => {
    fake.inTurn(
      'sendMessage',
      refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -100_500 }),
      message,
    );

    await expect(door.gateway.sendText(-5, 'hi')).resolves.toMatchObject({ chatId: -100_500 });
  });

  it('gives up on a silent server after the request timeout', async () => {
    fake.on('sendMessage', hang);

    await expect(door.gateway.sendText(7, 'hi')).rejects.toMatchObject({ description: 'ETIMEDOUT' });
  });

  it('opens the breaker after failures in a row and then fails without calling', async () => {
    fake.on('sendMessage', refuse(500, 'Internal Server Error'));
    for (let i = 0; i < 8; i += 1) await door.gateway.sendText(i, 'hi').catch(() => undefined);

    await expect(door.gateway.sendText(9, 'hi')).rejects.toMatchObject({ description: 'circuit open' });
    expect(fake.callsOf('sendMessage')).toHaveLength(8);
  });

  it('does not let refusals open the breaker', async () => {
    fake.on('sendMessage', refuse(400, 'Bad Request: message text is empty'));
    for (let i = 0; i < 20; i += 1) await door.gateway.sendText(i, '').catch(() => undefined);

    await expect(door.gateway.sendText(9, '')).rejects.toBeInstanceOf(TelegramRejected);
    expect(fake.callsOf('sendMessage')).toHaveLength(21);
  });

  it('reports calls in the lane of the work they are made from', async () => {
    await inLane('progress', () => door.gateway.sendText(7, 'working'));
    await door.gateway.sendText(7, 'done', { lane: 'notice' });

    expect(door.calls.map(({ lane }) => lane)).toEqual(['progress', 'notice']);
  });

  it('remembers who it is, but not a failure to find out', async () => {
    fake.inTurn('getMe', refuse(401, 'Unauthorized'), () => ({ id: 42, first_name: 'Bell', username: 'bell_bot' }));

    await expect(door.gateway.getIdentity()).rejects.toBeInstanceOf(TelegramRejected);
    await expect(door.gateway.getIdentity()).resolves.toEqual({ id: 42, displayName: 'Bell', username: 'bell_bot' });
    await door.gateway.getIdentity();
    expect(fake.callsOf('getMe')).toHaveLength(2);
  });

  it('keeps the token out of everything it throws', async () => {
    fake.inTurn('sendMessage', cut, hang, refuse(502, 'Bad Gateway'), refuse(404, 'Not Found'), (_call, response) =>
      response.writeHead(502).end('<html>nginx</html>'),
    );
    const failures: unknown[] = [];
    for (let i = 0; i < 5; i += 1) await door.gateway.sendText(7, 'hi').catch((error: unknown) => failures.push(error));
    await fake.stop();
    await door.gateway.sendText(7, 'hi').catch((error: unknown) => failures.push(error));
    await door.gateway.openFile('x').catch((error: unknown) => failures.push(error));

    expect(failures).toHaveLength(7);
    for (const failure of failures) {
      const everything = inspect(failure, { depth: 20, showHidden: true }) + String((failure as Error).stack);
      expect(everything).not.toContain(FAKE_TOKEN);
      expect(everything).not.toContain(FAKE_TOKEN.split(':')[1]);
    }
  });
});
