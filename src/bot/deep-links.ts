import { Injectable } from '@nestjs/common';
import { normaliseCode } from '../orders';
import type { BotContext } from './bot-context';
import { FileDelivery } from './file-delivery';
import { OrderOpening } from './order-opening';
import { showHome } from './show-home';

/** `file_<id>`: the file with that id. */
const FILE_LINK = /^file_(\d{1,15})$/;

/** `order_<code>`: an order of that product. */
const ORDER_LINK = /^order_(.{1,32})$/;

/** Where `https://t.me/<bot>?start=<payload>` leads. */
@Injectable()
export class DeepLinks {
  constructor(
    private readonly delivery: FileDelivery,
    private readonly orders: OrderOpening,
  ) {}

  /** Follows a link; a payload that means nothing (any more) leads to the first screen. */
  async follow(ctx: BotContext, payload: string): Promise<void> {
    const code = normaliseCode(ORDER_LINK.exec(payload)?.[1] ?? '');
    if (code !== null) return this.orders.open(ctx, code);
    const fileId = Number(FILE_LINK.exec(payload)?.[1]);
    await (fileId > 0 ? this.delivery.deliver(ctx, fileId) : showHome(ctx));
  }
}
