import { Ctx, Next, On } from 'nestjs-telegraf';
import { AlbumService } from '../../broadcast';
import { mayDo } from '../../users';
import { BotContext } from '../bot-context';
import { albumIdOf } from '../message-text';
import { ChatUpdate } from './update-decorators';

/** Notes the pieces of albums of those who may broadcast: they may answer one of them with /broadcast. */
@ChatUpdate()
export class AlbumPiecesUpdate {
  constructor(private readonly albums: AlbumService) {}

  @On('message')
  async note(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const { message, chat } = ctx;
    const albumId = albumIdOf(message);
    if (!message || !albumId || !chat || !ctx.isPrivate || !mayDo(ctx.user, 'broadcasts:send')) return next();
    const belongsToDraft = await this.albums.notePiece({ chatId: chat.id, messageId: message.message_id, albumId });
    // The album that a broadcast was just begun with: its other pieces are not meant as anything else.
    if (!belongsToDraft) return next();
  }
}
