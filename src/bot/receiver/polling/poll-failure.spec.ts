import { TelegramRateLimited, TelegramRejected, TelegramTransient } from '../../../telegram';
import { remedyFor } from './poll-failure';

describe('what a failed poll asks for', () => {
  it.each([
    'Conflict: terminated by setWebhook request',
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  ])('removes the webhook on "%s"', (description) => {
    expect(remedyFor(new TelegramRejected(409, description))).toEqual({ kind: 'delete-webhook' });
  });

  it.each([
    new TelegramRejected(
      409,
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    ),
    new TelegramRejected(401, 'Unauthorized'),
    new TelegramTransient('ECONNREFUSED'),
    new Error('the database is away'),
  ])('waits after %s', (error) => {
    expect(remedyFor(error)).toEqual({ kind: 'pause', atLeastMs: 0 });
  });

  it('waits as long as Telegram says', () => {
    expect(remedyFor(new TelegramRateLimited(7))).toEqual({ kind: 'pause', atLeastMs: 7000 });
  });
});
