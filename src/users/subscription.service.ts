import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../common/clock';
import { ExpiringCache } from '../common/expiring-cache';
import { withDeadline } from '../resilience';
import { type Membership, TelegramGateway } from '../telegram/telegram-gateway';
import type { Channel } from './channel';
import { ChannelRepository } from './channel.repository';
import { ChannelService } from './channel.service';

/** How long somebody who has joined is believed to be a member still. */
const JOINED_TTL_MS = 5 * 60_000;
/** How long somebody is let in after Telegram could not tell: short, but no check for every tap of a bad minute. */
const UNCERTAIN_TTL_MS = 15_000;
/** A person waits behind this check, so it gets far less time than other calls. */
const CHECK_TIMEOUT_MS = 3_000;
const CACHE_ENTRIES = 50_000;

/** Whether people have joined the channels that admins ask for. */
@Injectable()
export class SubscriptionService {
  private readonly logger = new Logger(SubscriptionService.name);
  private readonly passed: ExpiringCache<string, true>;
  private uncertain = 0;

  constructor(
    private readonly channels: ChannelService,
    private readonly repository: ChannelRepository,
    private readonly gateway: TelegramGateway,
    clock: Clock,
  ) {
    this.passed = new ExpiringCache({ maxEntries: CACHE_ENTRIES, ttlMs: JOINED_TTL_MS, clock });
  }

  /** How many checks Telegram could not answer since the start; each of them let somebody in. */
  get uncertainChecks(): number {
    return this.uncertain;
  }

  /**
   * The active channels that this person has yet to join; none means they may go on. "Joined" is remembered for a few
   * minutes, "not joined" never. If Telegram can't tell, the person is let in. Never throws for Telegram's sake.
   */
  async missingChannels(userId: number): Promise<Channel[]> {
    const active = await this.channels.listActive();
    const unproven = active.filter((channel) => !this.passed.get(cacheKey(channel.id, userId)));
    if (unproven.length === 0) return [];
    const verdicts = await Promise.all(unproven.map((channel) => this.hasJoined(channel, userId)));
    const notJoined = unproven.filter((_, index) => !verdicts[index]);
    return this.withoutRequested(notJoined, userId);
  }

  /** A membership changed, as Telegram reports it for chats where the bot is an administrator. */
  async noteMembership(channelId: number, userId: number, membership: Membership): Promise<void> {
    if (!(await this.channels.find(channelId))) return;
    if (isMember(membership)) {
      this.passed.set(cacheKey(channelId, userId), true);
    } else {
      this.passed.delete(cacheKey(channelId, userId));
    }
    await this.repository.forgetJoinRequest(channelId, userId);
  }

  /** Somebody asked to join: that counts as joined until their membership changes. Safe twice. */
  async noteJoinRequest(channelId: number, userId: number): Promise<void> {
    await this.repository.recordJoinRequest(channelId, userId);
  }

  private async hasJoined(channel: Channel, userId: number): Promise<boolean> {
    const key = cacheKey(channel.id, userId);
    try {
      const membership = await withDeadline(CHECK_TIMEOUT_MS, (signal) =>
        this.gateway.getMembership(channel.id, userId, { signal }),
      );
      if (!isMember(membership)) return false;
      this.passed.set(key, true);
    } catch (error) {
      this.uncertain += 1;
      this.passed.set(key, true, UNCERTAIN_TTL_MS);
      this.logger.warn({
        msg: 'Telegram could not tell whether somebody joined a channel; they were let in',
        channelId: channel.id,
        error: error instanceof Error ? error.name : 'unknown',
      });
    }
    return true;
  }

  private async withoutRequested(channels: Channel[], userId: number): Promise<Channel[]> {
    const byRequest = channels.filter((channel) => channel.takesJoinRequests).map((channel) => channel.id);
    if (byRequest.length === 0) return channels;
    const requested = await this.repository.findRequested(userId, byRequest);
    return channels.filter((channel) => !requested.includes(channel.id));
  }
}

const cacheKey = (channelId: number, userId: number): string => `${channelId}/${userId}`;

const isMember = (membership: Membership): boolean => membership !== 'left' && membership !== 'kicked';
