import { Injectable } from '@nestjs/common';
import { MediaDownloadService } from '../media';
import type { BotContext } from './bot-context';

/** Brings a file of the library to the chat that asked for it, by button or by deep link. */
@Injectable()
export class FileDelivery {
  constructor(private readonly downloads: MediaDownloadService) {}

  /** Safe to run twice for the same update: the file is counted once. */
  async deliver(ctx: BotContext, fileId: number): Promise<void> {
    await ctx.answerOnce();
    const { outcome } = await this.downloads.request({
      fileId,
      userId: ctx.user.id,
      // A button on a message shared into another chat brings the file to the person, not to that chat.
      chatId: ctx.chat?.id ?? ctx.user.id,
      language: ctx.user.language,
      key: ctx.callbackQuery ? `callback:${ctx.callbackQuery.id}` : `update:${ctx.update.update_id}`,
    });
    if (outcome === 'gone' || outcome === 'delayed') {
      await ctx.replyWithHTML(ctx.words.t(`library.download.${outcome}`));
    }
  }
}
