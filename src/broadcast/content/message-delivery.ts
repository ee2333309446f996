import { Injectable } from '@nestjs/common';
import { type Lane, type SentMessage, TelegramGateway } from '../../telegram/telegram-gateway';
import type { Broadcast } from '../broadcast';

export interface DeliveryOptions {
  lane: Lane;
  /** Overrides the broadcast's own wish, for tests that nobody is to hear. */
  silent?: boolean;
  paid?: boolean;
}

/** Sends one broadcast's message to one chat, the same for a test and for the hundred thousandth recipient. */
@Injectable()
export class MessageDelivery {
  constructor(private readonly gateway: TelegramGateway) {}

  /** Throws what the gateway throws. */
  async deliver(broadcast: Broadcast, chatId: number, delivery: DeliveryOptions): Promise<SentMessage> {
    const { content } = broadcast;
    const options = {
      lane: delivery.lane,
      silent: delivery.silent ?? broadcast.silent,
      protect: broadcast.protect,
      paid: delivery.paid,
      ...(broadcast.buttons.length > 0 && {
        buttons: broadcast.buttons.map((row) => row.map((button) => ({ ...button }))),
      }),
    };
    return content.kind === 'text'
      ? this.gateway.sendText(chatId, content.html, options)
      : this.gateway.copyMessages(chatId, content, options);
  }

  /** Takes a test away again. Pieces of an album have ascending ids, the first of which is known. */
  async takeBack({ content }: Broadcast, { chatId, messageId }: SentMessage): Promise<void> {
    const pieces = content.kind === 'copy' ? content.messageIds.length : 1;
    for (let piece = 0; piece < pieces; piece += 1) {
      await this.gateway.deleteMessage(chatId, messageId + piece, { lane: 'notice' });
    }
  }
}
