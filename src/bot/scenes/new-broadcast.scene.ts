import { Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { AlbumService, type BroadcastContent, BroadcastService } from '../../broadcast';
import { Clock } from '../../common/clock';
import { BotContext } from '../bot-context';
import { BroadcastScreens } from '../broadcast-screens';
import { htmlOf } from '../formatted-text';
import { albumIdOf, textOf } from '../message-text';
import { showScreen } from '../show-screen';
import { Dialogue } from '../updates/update-decorators';
import { askBroadcastScreen } from '../views/broadcasts.view';

export const NEW_BROADCAST = 'new-broadcast';

/** The message that everybody is to get → a draft. */
@Dialogue(NEW_BROADCAST)
export class NewBroadcastScene {
  constructor(
    private readonly broadcasts: BroadcastService,
    private readonly albums: AlbumService,
    private readonly screens: BroadcastScreens,
    private readonly clock: Clock,
  ) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('broadcasts:send');
    await showScreen(ctx, askBroadcastScreen(ctx.words, 'message', new Date(this.clock.now())));
  }

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text?.startsWith('/')) return next();
    ctx.require('broadcasts:send');
    const content = await this.contentOf(ctx, text);
    if (!content) return;
    await ctx.scene.leave();
    const author = { kind: 'chat', userId: ctx.user.id } as const;
    await this.screens.present(ctx, await this.broadcasts.create({ content }, author));
  }

  private async contentOf(ctx: BotContext, text: string | undefined): Promise<BroadcastContent | undefined> {
    const { message, chat } = ctx;
    if (!message || !chat) return undefined;
    if (text !== undefined) {
      return { kind: 'text', html: htmlOf(text, 'entities' in message ? message.entities : undefined).trim() };
    }
    const albumId = albumIdOf(message);
    if (albumId) await this.albums.notePiece({ chatId: chat.id, messageId: message.message_id, albumId });
    return { kind: 'copy', chatId: chat.id, messageIds: [message.message_id], ...(albumId && { albumId }) };
  }
}
