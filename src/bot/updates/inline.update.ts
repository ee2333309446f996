import { Ctx, On } from 'nestjs-telegraf';
import type { InlineQueryResult } from 'telegraf/types';
import { type MediaFile, MediaDownloadService, MediaLibraryService, MediaSearchService } from '../../media';
import { BotContext } from '../bot-context';
import { toInlineResult, toSharedFileId } from '../views/inline.view';
import { ChatUpdate } from './update-decorators';

/** Telegram takes at most 50 results in one answer (https://core.telegram.org/bots/api#answerinlinequery). */
const PAGE_SIZE = 20;
/** Seconds for which Telegram may answer the same words itself. */
const CACHE_SECONDS = 10;

/** `@bot words` in any chat: finds files and shares them right there. */
@ChatUpdate()
export class InlineUpdate {
  constructor(
    private readonly search: MediaSearchService,
    private readonly library: MediaLibraryService,
    private readonly downloads: MediaDownloadService,
  ) {}

  @On('inline_query')
  async answer(@Ctx() ctx: BotContext): Promise<void> {
    const { query = '', offset = '' } = ctx.inlineQuery ?? {};
    const page = /^[1-9]\d{0,5}$/.test(offset) ? Number(offset) : 1;
    const request = { page, pageSize: PAGE_SIZE };
    const found =
      query.trim() === '' ? await this.library.popular(request) : await this.search.search({ text: query, ...request });
    const isPastTheEnd = found.page < page;
    const results = isPastTheEnd
      ? []
      : found.items.map((file) => this.toResult(ctx, file)).filter((item) => item !== null);
    const hasMore = !isPastTheEnd && page * PAGE_SIZE < found.total;
    await ctx.answerInlineQuery(results, {
      cache_time: CACHE_SECONDS,
      // What somebody may see depends on whether they have joined the channels.
      is_personal: true,
      next_offset: hasMore ? String(page + 1) : '',
    });
  }

  /** Telegram has delivered a file that somebody chose: it counts as a download. */
  @On('chosen_inline_result')
  async count(@Ctx() ctx: BotContext): Promise<void> {
    const fileId = toSharedFileId(ctx.chosenInlineResult?.result_id ?? '');
    if (fileId === undefined) return;
    await this.downloads.recordShared({ fileId, userId: ctx.user.id, key: `inline:${ctx.update.update_id}` });
  }

  private toResult(ctx: BotContext, file: MediaFile): InlineQueryResult | null {
    return toInlineResult(ctx.words, file, ctx.botInfo.first_name);
  }
}
