import { Ctx, Next, On, SceneEnter } from 'nestjs-telegraf';
import { z } from 'zod';
import { MediaLibraryService } from '../../media';
import { BotContext } from '../bot-context';
import { buttons, libraryFilters } from '../callbacks';
import { textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { Dialogue } from '../updates/update-decorators';
import { fileCard } from '../views/file-card.view';
import { inline } from '../views/titles';
import { readState, readTags } from './dialogue-state';

export const EDIT_FILE = 'edit-file';

const stateSchema = z.object({
  field: z.enum(['title', 'tags']),
  fileId: z.number().int(),
  filter: z.enum(libraryFilters),
  page: z.number().int(),
});

/** A new title or new tags for one file, then back to its card. */
@Dialogue(EDIT_FILE)
export class EditFileScene {
  constructor(private readonly library: MediaLibraryService) {}

  @SceneEnter()
  async begin(@Ctx() ctx: BotContext): Promise<void> {
    const state = await readState(ctx, stateSchema, 'files:write');
    if (!state) return;
    const { title, tags } = await this.library.get(state.fileId);
    await showScreen(ctx, {
      html: ctx.words.t(`library.edit.${state.field}`, {
        title: inline(title, 200),
        tags: inline(tags.join(', '), 300) || ctx.words.plain('library.edit.noTags'),
      }),
      buttons: [[{ text: ctx.words.plain('common.cancel'), callbackData: buttons.cancelDialogue.pack() }]],
    });
  }

  @On('message')
  async receive(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text?.startsWith('/')) return next();
    const state = await readState(ctx, stateSchema, 'files:write');
    if (!state) return;
    if (text === undefined) {
      await ctx.replyWithHTML(ctx.words.t('library.upload.sendText'));
      return;
    }
    const file =
      state.field === 'title'
        ? await this.library.rename(state.fileId, text, ctx.actor)
        : await this.library.retag(state.fileId, text.trim() === '-' ? [] : readTags(text), ctx.actor);
    await ctx.scene.leave();
    const card = fileCard(ctx.words, { file, place: { filter: state.filter, page: state.page }, botUsername: ctx.me });
    await sendScreen(ctx, { ...card, html: `${ctx.words.t('library.edit.saved')}\n\n${card.html}` });
  }
}
