import { Injectable } from '@nestjs/common';
import type { BotContext } from './bot-context';
import { FileDelivery } from './file-delivery';
import { showHome } from './show-home';

/** `file_<id>`: the file with that id. */
const FILE_LINK = /^file_(\d{1,15})$/;

/** Where `https://t.me/<bot>?start=<payload>` leads. */
@Injectable()
export class DeepLinks {
  constructor(private readonly delivery: FileDelivery) {}

  /** Follows a link; a payload that means nothing (any more) leads to the first screen. */
  async follow(ctx: BotContext, payload: string): Promise<void> {
    const fileId = Number(FILE_LINK.exec(payload)?.[1]);
    await (fileId > 0 ? this.delivery.deliver(ctx, fileId) : showHome(ctx));
  }
}
