import { Command, Ctx } from 'nestjs-telegraf';
import { type FileFilter, type MediaFile, MediaLibraryService, mediaKinds } from '../../media';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons, type LibraryFilterName } from '../callbacks';
import { enterDialogue } from '../enter-dialogue';
import { EDIT_FILE } from '../scenes/edit-file.scene';
import { showScreen } from '../show-screen';
import { fileCard, type ListPlace, removeFileScreen } from '../views/file-card.view';
import { filesScreen, LIST_PAGE_SIZE } from '../views/file-lists.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** Looking after the library: the list, a file's card, and what can be done from it. */
@ChatUpdate()
export class FilesUpdate {
  constructor(private readonly library: MediaLibraryService) {}

  @Command('files')
  async list(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    await this.showList(ctx, { filter: 'all', page: 1 });
  }

  @OnButton(buttons.files)
  async turnPage(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const place = await valuesOf(ctx, buttons.files);
    if (place) await this.showList(ctx, place);
  }

  @OnButton(buttons.showFile)
  async show(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const values = await valuesOf(ctx, buttons.showFile);
    if (values) await this.showCard(ctx, values.fileId, values);
  }

  @OnButton(buttons.editFile)
  async edit(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const values = await valuesOf(ctx, buttons.editFile);
    if (values) await enterDialogue(ctx, EDIT_FILE, values);
  }

  @OnButton(buttons.reprocessFile)
  async reprocess(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const values = await valuesOf(ctx, buttons.reprocessFile);
    if (!values) return;
    const file = await this.library.reprocess(values.fileId, ctx.actor);
    await ctx.answerOnce(ctx.words.plain('library.reprocess.started'));
    await this.draw(ctx, file, values);
  }

  @OnButton(buttons.removeFile)
  async askToRemove(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const values = await valuesOf(ctx, buttons.removeFile);
    if (!values) return;
    const file = await this.library.get(values.fileId);
    await showScreen(ctx, removeFileScreen(ctx.words, { file, place: placeOf(values) }));
  }

  @OnButton(buttons.removeFileForSure)
  async remove(@Ctx() ctx: BotContext): Promise<void> {
    ctx.require('files:write');
    const values = await valuesOf(ctx, buttons.removeFileForSure);
    if (!values) return;
    const removed = await this.library.remove(values.fileId, ctx.actor);
    await ctx.answerOnce(ctx.words.plain(removed ? 'library.remove.done' : 'library.download.gone'));
    await this.showList(ctx, placeOf(values));
  }

  private async showCard(ctx: BotContext, fileId: number, place: ListPlace): Promise<void> {
    await this.draw(ctx, await this.library.get(fileId), place);
  }

  private async draw(ctx: BotContext, file: MediaFile, place: ListPlace): Promise<void> {
    await showScreen(ctx, fileCard(ctx.words, { file, place: placeOf(place), botUsername: ctx.me }));
  }

  private async showList(ctx: BotContext, { filter, page }: ListPlace): Promise<void> {
    const files = await this.library.list({
      ...toLibraryFilter(filter),
      page,
      pageSize: LIST_PAGE_SIZE,
    });
    await showScreen(ctx, filesScreen(ctx.words, { files, filter, botName: ctx.botInfo.first_name }));
  }
}

const placeOf = ({ filter, page }: ListPlace): ListPlace => ({ filter, page });

function toLibraryFilter(name: LibraryFilterName): Pick<FileFilter, 'status' | 'kind'> {
  if (name === 'all') return {};
  const kind = mediaKinds.find((candidate) => candidate === name);
  if (kind) return { kind };
  return { status: name === 'pending' ? 'pending' : 'unprocessed' };
}
