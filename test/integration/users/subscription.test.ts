import { AuditTrail } from '../../../src/audit';
import { Logger } from '@nestjs/common';
import {
  BotNotAdministrator,
  ChannelNotFound,
  ChannelService,
  SubscriptionService,
  TooManyChannels,
} from '../../../src/users';
import { ChannelRepository } from '../../../src/users/channel.repository';
import { ChatUnreachable, TelegramTransient } from '../../../src/telegram/telegram-errors';
import type { ChatDescription, Membership, TelegramGateway } from '../../../src/telegram/telegram-gateway';
import { FakeClock } from '../../support/fake-clock';
import { openTestDatabase, type TestDatabase } from '../../support/test-database';
import { AN_ADMIN } from '../../support/an-admin';

const BOT = 123456;
const NEWS = -1001;
const CLUB = -1002;
const ANN = 5_000_000_001;

/** Telegram, as far as memberships go. */
class FakeTelegram {
  readonly chats = new Map<number, ChatDescription>([
    [NEWS, { id: NEWS, type: 'channel', title: 'News', username: 'news' }],
    [CLUB, { id: CLUB, type: 'channel', title: 'Club' }],
  ]);
  readonly members = new Map<string, Membership | Error>([
    [`${NEWS}/${BOT}`, 'administrator'],
    [`${CLUB}/${BOT}`, 'administrator'],
  ]);
  checks = 0;

  getIdentity = async () => ({ id: BOT, username: 'bellhop_bot', displayName: 'Bellhop' });
  getMembership = async (chatId: number, userId: number): Promise<Membership> => {
    this.checks += 1;
    const membership = this.members.get(`${chatId}/${userId}`) ?? 'left';
    if (membership instanceof Error) throw membership;
    return membership;
  };
  describeChat = async (reference: number | string): Promise<ChatDescription> => {
    const chat = [...this.chats.values()].find(({ id, username }) => id === reference || `@${username}` === reference);
    if (!chat) throw new ChatUnreachable('not-found');
    return chat;
  };
  createInviteLink = async (chatId: number, { asksToJoin }: { asksToJoin: boolean }) =>
    `https://t.me/+${asksToJoin ? 'ask' : 'join'}${-chatId}`;
}

describe('forced subscription', () => {
  let db: TestDatabase;
  let clock: FakeClock;
  let telegram: FakeTelegram;
  let channels: ChannelService;
  let subscriptions: SubscriptionService;

  const missing = async (): Promise<number[]> => (await subscriptions.missingChannels(ANN)).map(({ id }) => id);

  beforeAll(async () => {
    Logger.overrideLogger(false);
    db = await openTestDatabase();
  });
  afterAll(() => db.close());

  beforeEach(async () => {
    await db.database.execute('DELETE FROM channels');
    await db.database.execute('DELETE FROM channel_join_requests');
    clock = new FakeClock();
    telegram = new FakeTelegram();
    const gateway = telegram as unknown as TelegramGateway;
    const repository = new ChannelRepository(db.database);
    channels = new ChannelService(repository, gateway, db.database, new AuditTrail(db.database), clock);
    subscriptions = new SubscriptionService(channels, repository, gateway, clock);
  });

  it('asks for nothing while the list is empty', async () => {
    expect(await missing()).toEqual([]);
    expect(telegram.checks).toBe(0);
  });

  it('asks for exactly the channels that are not joined yet', async () => {
    await channels.add('@news', AN_ADMIN);
    await channels.add(CLUB, AN_ADMIN);
    telegram.members.set(`${NEWS}/${ANN}`, 'member');
    expect(await missing()).toEqual([CLUB]);
    telegram.members.set(`${CLUB}/${ANN}`, 'kicked');
    expect(await missing()).toEqual([CLUB]);
    telegram.members.set(`${CLUB}/${ANN}`, 'administrator');
    expect(await missing()).toEqual([]);
  });

  it('remembers "joined" for five minutes, and "not joined" not at all', async () => {
    await channels.add('@news', AN_ADMIN);
    expect(await missing()).toEqual([NEWS]);
    telegram.members.set(`${NEWS}/${ANN}`, 'member');
    expect(await missing()).toEqual([]);
    telegram.members.set(`${NEWS}/${ANN}`, 'left');
    expect(await missing()).toEqual([]);
    clock.advance(5 * 60_000);
    expect(await missing()).toEqual([NEWS]);
  });

  it('stops believing at once when Telegram tells that somebody left', async () => {
    await channels.add('@news', AN_ADMIN);
    await subscriptions.noteMembership(NEWS, ANN, 'member');
    expect(await missing()).toEqual([]);
    await subscriptions.noteMembership(NEWS, ANN, 'left');
    expect(await missing()).toEqual([NEWS]);
  });

  it('lets people in when Telegram cannot tell, counts it, and asks again soon', async () => {
    await channels.add('@news', AN_ADMIN);
    telegram.members.set(`${NEWS}/${ANN}`, new TelegramTransient('timeout'));
    expect(await missing()).toEqual([]);
    expect(await missing()).toEqual([]);
    expect(subscriptions.uncertainChecks).toBe(1);
    telegram.members.set(`${NEWS}/${ANN}`, 'left');
    clock.advance(15_000);
    expect(await missing()).toEqual([NEWS]);
  });

  it('counts a request to join as joined, where people join by request, until their membership changes', async () => {
    await channels.add(CLUB, AN_ADMIN);
    await subscriptions.noteJoinRequest(CLUB, ANN);
    expect(await missing()).toEqual([CLUB]);
    const channel = await channels.setJoinRequests(CLUB, true, AN_ADMIN);
    expect(channel).toMatchObject({ takesJoinRequests: true, inviteLink: 'https://t.me/+ask1002' });
    expect(await missing()).toEqual([]);
    await subscriptions.noteMembership(CLUB, ANN, 'left');
    expect(await missing()).toEqual([CLUB]);
  });

  it('does not record requests for other chats', async () => {
    await subscriptions.noteJoinRequest(-42, ANN);
    expect(await db.database.query('SELECT * FROM channel_join_requests')).toEqual([]);
  });

  it('leads to a public channel by its name and to a private one by a link of the bot', async () => {
    expect((await channels.add('@news', AN_ADMIN)).inviteLink).toBe('https://t.me/news');
    expect((await channels.add(CLUB, AN_ADMIN)).inviteLink).toBe('https://t.me/+join1002');
  });

  it('takes only channels that exist and where the bot is an administrator', async () => {
    await expect(channels.add('@nowhere', AN_ADMIN)).rejects.toBeInstanceOf(ChannelNotFound);
    telegram.members.set(`${NEWS}/${BOT}`, 'member');
    await expect(channels.add('@news', AN_ADMIN)).rejects.toBeInstanceOf(BotNotAdministrator);
    telegram.members.set(`${NEWS}/${BOT}`, new ChatUnreachable('kicked'));
    await expect(channels.add('@news', AN_ADMIN)).rejects.toBeInstanceOf(BotNotAdministrator);
    telegram.chats.set(7, { id: 7, type: 'private', title: 'Somebody' });
    await expect(channels.add(7, AN_ADMIN)).rejects.toBeInstanceOf(ChannelNotFound);
    expect(await channels.list()).toEqual([]);
  });

  it('pauses, resumes and removes a channel', async () => {
    await channels.add('@news', AN_ADMIN);
    await channels.setActive(NEWS, false, AN_ADMIN);
    expect(await missing()).toEqual([]);
    await channels.setActive(NEWS, true, AN_ADMIN);
    expect(await missing()).toEqual([NEWS]);
    await channels.remove(NEWS, AN_ADMIN);
    await channels.remove(NEWS, AN_ADMIN);
    expect(await missing()).toEqual([]);
    expect(await channels.setActive(NEWS, true, AN_ADMIN)).toBeUndefined();
  });

  it('keeps the list short, and renews a channel that is on it already', async () => {
    for (let index = 0; index < 10; index += 1) {
      const id = -2000 - index;
      telegram.chats.set(id, { id, type: 'channel', title: `C${index}` });
      telegram.members.set(`${id}/${BOT}`, 'administrator');
      await channels.add(id, AN_ADMIN);
    }
    await expect(channels.add('@news', AN_ADMIN)).rejects.toBeInstanceOf(TooManyChannels);
    telegram.chats.set(-2000, { id: -2000, type: 'channel', title: 'Renamed' });
    expect((await channels.add(-2000, AN_ADMIN)).title).toBe('Renamed');
  });
});
