import { Command, Ctx, Next, On } from 'nestjs-telegraf';
import { MediaLibraryService, MediaSearchService } from '../../media';
import { BotContext } from '../bot-context';
import { valuesOf } from '../button-values';
import { buttons } from '../callbacks';
import { FileDelivery } from '../file-delivery';
import { commandOf, textOf } from '../message-text';
import { sendScreen, showScreen } from '../show-screen';
import { LIST_PAGE_SIZE, popularScreen, searchScreen } from '../views/file-lists.view';
import { ChatUpdate, OnButton } from './update-decorators';

/** What everybody does with the library: search, look at what is popular, get a file. */
@ChatUpdate()
export class LibraryUpdate {
  constructor(
    private readonly search: MediaSearchService,
    private readonly library: MediaLibraryService,
    private readonly delivery: FileDelivery,
  ) {}

  @Command('search')
  async searchByCommand(@Ctx() ctx: BotContext): Promise<void> {
    await this.answerSearch(ctx, commandOf(ctx)?.argument ?? '');
  }

  /** The words searched for are read from the message that this screen replies to, so that pages never expire. */
  @OnButton(buttons.searchPage)
  async turnPage(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.searchPage);
    if (!values) return;
    const query = searchedWords(ctx);
    if (query === undefined) {
      await ctx.answerOnce(ctx.words.plain('library.search.forgotten'), { alert: true });
      return;
    }
    const results = await this.search.search({ text: query, page: values.page, pageSize: LIST_PAGE_SIZE });
    await showScreen(ctx, searchScreen(ctx.words, { query, results, botName: ctx.botInfo.first_name }));
  }

  @Command('popular')
  async popular(@Ctx() ctx: BotContext): Promise<void> {
    await this.showPopular(ctx, 1);
  }

  @OnButton(buttons.popular)
  async turnPopularPage(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.popular);
    if (values) await this.showPopular(ctx, values.page);
  }

  @OnButton(buttons.download)
  async download(@Ctx() ctx: BotContext): Promise<void> {
    const values = await valuesOf(ctx, buttons.download);
    if (values) await this.delivery.deliver(ctx, values.fileId);
  }

  /** Any other text is a search, in private chats. */
  @On('text')
  async searchByText(@Ctx() ctx: BotContext, @Next() next: () => Promise<void>): Promise<void> {
    const text = textOf(ctx);
    if (text === undefined || !ctx.isPrivate || text.startsWith('/')) return next();
    // The person's own inline message, shared into this chat: it is the answer, not a question.
    if (ctx.message && 'via_bot' in ctx.message && ctx.message.via_bot) return;
    await this.answerSearch(ctx, text);
  }

  private async answerSearch(ctx: BotContext, query: string): Promise<void> {
    if (query.trim() === '') {
      await ctx.replyWithHTML(ctx.words.t('library.search.ask'));
      return;
    }
    const results = await this.search.search({ text: query, page: 1, pageSize: LIST_PAGE_SIZE });
    const screen = searchScreen(ctx.words, { query, results, botName: ctx.botInfo.first_name });
    await sendScreen(ctx, screen, { replyTo: ctx.message?.message_id });
  }

  private async showPopular(ctx: BotContext, page: number): Promise<void> {
    const files = await this.library.popular({ page, pageSize: LIST_PAGE_SIZE });
    await showScreen(ctx, popularScreen(ctx.words, { files, botName: ctx.botInfo.first_name }));
  }
}

function searchedWords(ctx: BotContext): string | undefined {
  const screen = ctx.callbackQuery?.message;
  const asked = screen && 'reply_to_message' in screen ? screen.reply_to_message : undefined;
  if (!asked || !('text' in asked) || typeof asked.text !== 'string') return undefined;
  return asked.text.replace(/^\/search(@\w+)?\s*/i, '');
}
