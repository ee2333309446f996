import { type OutboundLimits } from './outbound-limits';
import { TokenBucket } from './token-bucket';

export type ChatId = number | string;

/** Chats whose pace is remembered before those at rest are forgotten. */
const REMEMBERED_CHATS = 10_000;

/** Telegram's word for groups, supergroups and channels: their ids are negative, or a public name. */
export const isGroup = (chatId: ChatId): boolean => typeof chatId === 'string' || chatId < 0;

/** About one message a second in each private chat and twenty a minute in each group, with short bursts. */
export class ChatPaces {
  private readonly buckets = new Map<ChatId, TokenBucket>();

  constructor(private readonly limits: Pick<OutboundLimits, 'privateChat' | 'groupChat'>) {}

  readyAtMs(chatId: ChatId, nowMs: number): number {
    return this.buckets.get(chatId)?.readyAtMs(nowMs) ?? nowMs;
  }

  take(chatId: ChatId, nowMs: number): void {
    let bucket = this.buckets.get(chatId);
    if (!bucket) {
      if (this.buckets.size >= REMEMBERED_CHATS) this.forgetRested(nowMs);
      const { burst, perSecond } = isGroup(chatId) ? this.limits.groupChat : this.limits.privateChat;
      bucket = new TokenBucket(burst, perSecond, nowMs);
      this.buckets.set(chatId, bucket);
    }
    bucket.take(nowMs);
  }

  private forgetRested(nowMs: number): void {
    for (const [chatId, bucket] of this.buckets) if (bucket.isFull(nowMs)) this.buckets.delete(chatId);
    // More chats than that within seconds: forgetting the eldest merely lets one of them have its burst again.
    for (const chatId of this.buckets.keys()) {
      if (this.buckets.size < REMEMBERED_CHATS) return;
      this.buckets.delete(chatId);
    }
  }
}
