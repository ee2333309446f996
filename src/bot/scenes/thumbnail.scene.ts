import { Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { MediaThumbnailService } from '../../media';
import { BotContext } from '../bot-context';
import { fileOf } from '../file-message';
import { textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { Dialogue } from '../updates/update-decorators';
import { askForThumbnailScreen, thumbnailSetScreen } from '../views/thumbnail.view';

export const THUMBNAIL = 'thumbnail';

/** A photo becomes the picture that every processed file wears. */
@Dialogue(THUMBNAIL)
export class ThumbnailScene {
  constructor(private readonly thumbnails: MediaThumbnailService) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    const current = await this.thumbnails.get();
    await showScreen(ctx, askForThumbnailScreen(ctx.words, { setAt: current?.setAt ?? null }));
  }

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    if (textOf(ctx)?.startsWith('/')) return next();
    ctx.require('files:write');
    const file = fileOf(ctx.message);
    if (file?.kind !== 'photo') {
      await ctx.replyWithHTML(ctx.words.t('library.thumbnail.sendPhoto'));
      return;
    }
    await this.thumbnails.set({ fileId: file.fileId }, ctx.actor);
    await ctx.scene.leave();
    await sendScreen(ctx, thumbnailSetScreen(ctx.words));
  }
}
