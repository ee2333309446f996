import { Injectable } from '@nestjs/common';
import { InjectBot } from 'nestjs-telegraf';
import { Telegraf } from 'telegraf';
import type { Update } from 'telegraf/types';
import { OutboundTelegram } from '../telegram';
import type { BotContext } from './bot-context';
import { BotIdentity } from './bot-identity';
import { UpdateHandler } from './receiver/update-handler';

/** Hands received updates to Telegraf's middleware. Telegraf itself never receives: the application does. */
@Injectable()
export class TelegrafUpdateHandler extends UpdateHandler {
  constructor(
    @InjectBot() private readonly bot: Telegraf<BotContext>,
    client: OutboundTelegram,
    private readonly identity: BotIdentity,
  ) {
    super();
    bot.telegram = client;
    // The module's shutdown hook calls it, and Telegraf's own throws when it was never launched.
    bot.stop = () => undefined;
    // Errors have been told and logged by the error boundary; the receiver records them.
    bot.catch((error) => {
      throw error;
    });
  }

  async handle(update: unknown): Promise<void> {
    await this.identity.known();
    await this.bot.handleUpdate(update as Update);
  }
}
