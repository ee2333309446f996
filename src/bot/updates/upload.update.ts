import { Command, Ctx } from 'nestjs-telegraf';
import { MediaLibraryService, MediaThumbnailService } from '../../media';
import { BotContext } from '../bot-context';
import { buttons } from '../callbacks';
import { enterDialogue } from '../enter-dialogue';
import { THUMBNAIL } from '../scenes/thumbnail.scene';
import { UPLOAD } from '../scenes/upload.scene';
import { showScreen } from '../show-screen';
import { homeButton } from '../views/home.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** The doors to what fills the library: new files, and the picture they wear. */
@ChatUpdate()
export class UploadUpdate {
  constructor(
    private readonly library: MediaLibraryService,
    private readonly thumbnails: MediaThumbnailService,
  ) {}

  @Command('upload')
  @OnButton(buttons.startUpload)
  async upload(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    await enterDialogue(ctx, UPLOAD);
  }

  @Command('set_thumb')
  async setThumbnail(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    await enterDialogue(ctx, THUMBNAIL);
  }

  @OnButton(buttons.applyThumbnail)
  async applyThumbnail(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const count = await this.library.reprocessAll(ctx.actor);
    await showScreen(ctx, {
      html: ctx.words.t('library.thumbnail.applying', { count }),
      buttons: [[homeButton(ctx.words)]],
    });
  }

  @OnButton(buttons.clearThumbnail)
  async clearThumbnail(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    await this.thumbnails.clear(ctx.actor);
    if (ctx.isInDialogue) await ctx.scene.leave();
    await showScreen(ctx, { html: ctx.words.t('library.thumbnail.cleared'), buttons: [[homeButton(ctx.words)]] });
  }
}
