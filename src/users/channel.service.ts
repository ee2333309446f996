import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail, type AuditValues } from '../audit';
import { Clock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import { UnitOfWork } from '../database/unit-of-work';
import { ChatUnreachable, TelegramRejected } from '../telegram/telegram-errors';
import { type ChatDescription, TelegramGateway } from '../telegram/telegram-gateway';
import type { Channel } from './channel';
import { ChannelRepository } from './channel.repository';
import { BotNotAdministrator, ChannelNotFound, TooManyChannels } from './users.errors';

/** More required channels than anybody would join. */
const MAX_CHANNELS = 10;
/** How long another process may go on with the list it knew. */
const LIST_TTL_MS = 10_000;

/** The list of channels that people must join, as admins keep it. */
@Injectable()
export class ChannelService {
  private readonly lists: ExpiringCache<'all', Channel[]>;

  constructor(
    private readonly repository: ChannelRepository,
    private readonly gateway: TelegramGateway,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    clock: Clock,
  ) {
    this.lists = new ExpiringCache({ maxEntries: 1, ttlMs: LIST_TTL_MS, clock });
  }

  async list(): Promise<Channel[]> {
    const known = this.lists.get('all');
    if (known) return known;
    const channels = await this.repository.list();
    this.lists.set('all', channels);
    return channels;
  }

  async listActive(): Promise<Channel[]> {
    return (await this.list()).filter((channel) => channel.active);
  }

  async find(id: number): Promise<Channel | undefined> {
    return (await this.list()).find((channel) => channel.id === id);
  }

  /**
   * Adds a channel or group by its id or `@username`, or renews what is known of it. A private channel gets an invite
   * link of the bot's own. Throws `ChannelNotFound`, `BotNotAdministrator`, `TooManyChannels`.
   */
  async add(reference: number | string, actor: Actor): Promise<Channel> {
    const chat = await this.describe(reference);
    const channels = await this.repository.list();
    if (channels.length >= MAX_CHANNELS && !channels.some((channel) => channel.id === chat.id)) {
      throw new TooManyChannels(MAX_CHANNELS);
    }
    await this.requireAdministrator(chat);
    const inviteLink = chat.username
      ? `https://t.me/${chat.username}`
      : (chat.inviteLink ?? (await this.gateway.createInviteLink(chat.id, { asksToJoin: false })));
    return this.unitOfWork.run(async () => {
      const before = await this.repository.find(chat.id);
      const saved = await this.repository.save({
        id: chat.id,
        title: chat.title,
        inviteLink,
        takesJoinRequests: false,
      });
      await this.record(actor, 'channel.add', chat.id, before && valuesOf(before), valuesOf(saved));
      return this.changed(saved);
    });
  }

  /** Asks for the channel, or stops asking. Answers `undefined` when the channel is no longer on the list. */
  async setActive(id: number, active: boolean, actor: Actor): Promise<Channel | undefined> {
    return this.change(id, actor, active ? 'channel.activate' : 'channel.deactivate', () =>
      this.repository.setActive(id, active),
    );
  }

  /** Lets people in by request, or at once. Answers `undefined` when the channel is no longer on the list. */
  async setJoinRequests(id: number, takesJoinRequests: boolean, actor: Actor): Promise<Channel | undefined> {
    const inviteLink = await this.gateway.createInviteLink(id, { asksToJoin: takesJoinRequests });
    return this.change(id, actor, 'channel.join-requests', () =>
      this.repository.setInvitation(id, inviteLink, takesJoinRequests),
    );
  }

  /** Safe twice. Answers false when it was not on the list. */
  async remove(id: number, actor: Actor): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const before = await this.repository.find(id);
      if (!before) return false;
      await this.repository.remove(id);
      await this.record(actor, 'channel.remove', id, valuesOf(before), undefined);
      this.changed(undefined);
      return true;
    });
  }

  private async change(
    id: number,
    actor: Actor,
    action: string,
    write: () => Promise<Channel | undefined>,
  ): Promise<Channel | undefined> {
    return this.unitOfWork.run(async () => {
      const before = await this.repository.find(id);
      const after = await write();
      if (before && after) await this.record(actor, action, id, valuesOf(before), valuesOf(after));
      return this.changed(after);
    });
  }

  private record(actor: Actor, action: string, id: number, before?: AuditValues, after?: AuditValues): Promise<void> {
    return this.audit.record({ actor, action, targetKind: 'channel', targetId: id, before, after });
  }

  private changed(channel: Channel): Channel;
  private changed(channel: Channel | undefined): Channel | undefined;
  private changed(channel: Channel | undefined): Channel | undefined {
    this.unitOfWork.afterCommit(async () => this.lists.clear());
    return channel;
  }

  private async describe(reference: number | string): Promise<ChatDescription> {
    try {
      const chat = await this.gateway.describeChat(reference);
      if (chat.type === 'private') throw new ChannelNotFound();
      return chat;
    } catch (error) {
      if (error instanceof ChatUnreachable || error instanceof TelegramRejected) throw new ChannelNotFound(error);
      throw error;
    }
  }

  private async requireAdministrator(chat: ChatDescription): Promise<void> {
    const { id } = await this.gateway.getIdentity();
    const membership = await this.gateway.getMembership(chat.id, id).catch((error: unknown) => {
      if (error instanceof ChatUnreachable || error instanceof TelegramRejected) return 'left' as const;
      throw error;
    });
    if (membership !== 'administrator' && membership !== 'creator') throw new BotNotAdministrator(chat.title);
  }
}

/** What the audit log shows of a channel; an invite link lets anybody in, so it is left out. */
const valuesOf = ({ title, active, takesJoinRequests }: Channel): AuditValues => ({
  title,
  active,
  takesJoinRequests,
});
