import { CircuitOpen } from '../resilience';
import { BotApiRefusal, NoAnswer, readAnswer } from './bot-api-answer';
import { classifyFailure, saysUnwell } from './error-classification';

const limits = { maxDownloadBytes: 20, maxUploadBytes: 50 };
const classify = (error: unknown, method = 'sendMessage'): unknown => classifyFailure(error, method, limits);

describe('classifying failures', () => {
  it.each([
    [403, 'Forbidden: bot was blocked by the user', 'blocked'],
    [403, 'Forbidden: user is deactivated', 'deactivated'],
    [403, 'Forbidden: bot was kicked from the supergroup chat', 'kicked'],
    [403, 'Forbidden: bot is not a member of the channel chat', 'kicked'],
    [403, "Forbidden: bot can't initiate conversation with a user", 'forbidden'],
    [400, 'Bad Request: chat not found', 'not-found'],
  ])('reads %i "%s" as a chat that is %s', (status, description, reason) => {
    expect(classify(new BotApiRefusal(status, description))).toMatchObject({
      code: 'telegram.chat-unreachable',
      reason,
      retryable: false,
    });
  });

  it.each([
    [new BotApiRefusal(429, 'Too Many Requests', { retry_after: 7 }), { retryAfterSeconds: 7, retryable: true }],
    [new BotApiRefusal(429, 'Too Many Requests'), { retryAfterSeconds: 1 }],
    [new BotApiRefusal(400, 'upgraded', { migrate_to_chat_id: -100 }), { newChatId: -100 }],
    [new BotApiRefusal(400, "Bad Request: can't parse entities"), { code: 'telegram.rejected', status: 400 }],
    [new BotApiRefusal(401, 'Unauthorized'), { code: 'telegram.rejected', status: 401 }],
    [new BotApiRefusal(409, 'Conflict'), { code: 'telegram.rejected', status: 409 }],
    [new BotApiRefusal(413, 'Request Entity Too Large'), { code: 'telegram.file-too-big', limitBytes: 50 }],
    [new BotApiRefusal(502, 'Bad Gateway'), { code: 'telegram.transient', retryable: true }],
    [new NoAnswer('ECONNRESET', false), { code: 'telegram.transient', description: 'ECONNRESET' }],
    [new CircuitOpen('telegram-api'), { code: 'telegram.transient', description: 'circuit open' }],
  ])('reads %s as its class', (error, expected) => {
    expect(classify(error)).toMatchObject(expected);
  });

  it('says which wall a file met', () => {
    const refusal = new BotApiRefusal(400, 'Bad Request: file is too big');

    expect(classify(refusal, 'getFile')).toMatchObject({ code: 'telegram.file-too-big', limitBytes: 20 });
  });

  it('leaves alone what is not from Telegram', () => {
    const own = new Error('cancelled');

    expect(classify(own)).toBe(own);
  });

  it('blames Telegram for silence and 5xx only', () => {
    expect(
      [
        new NoAnswer('ETIMEDOUT', false),
        new BotApiRefusal(500, 'Internal'),
        new BotApiRefusal(429, 'Too Many Requests'),
        new BotApiRefusal(403, 'Forbidden'),
        new Error('source'),
      ].map(saysUnwell),
    ).toEqual([true, true, false, false, false]);
  });
});

describe('reading answers', () => {
  it('takes a proxy’s page for a refusal with its status', () => {
    expect(() => readAnswer(502, '<html>')).toThrow(expect.objectContaining({ status: 502 }));
    expect(() => readAnswer(413, '<html>')).toThrow(expect.objectContaining({ status: 413 }));
  });

  it('takes nonsense with status 200 for a server that is unwell', () => {
    for (const body of ['', 'null', '[]', '{}', '"ok"']) {
      expect(() => readAnswer(200, body)).toThrow(expect.objectContaining({ status: 502 }));
    }
  });
});
