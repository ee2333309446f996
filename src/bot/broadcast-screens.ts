import { Injectable } from '@nestjs/common';
import { AppError } from '../common/app-error';
import { type Broadcast, BroadcastReporter, BroadcastService } from '../broadcast';
import type { BotContext } from './bot-context';
import { sendScreen, showScreen } from './show-screen';
import { draftScreen } from './views/broadcasts.view';

/** Shows a broadcast the way its state asks for: a draft with its preview, one that has begun with its progress. */
@Injectable()
export class BroadcastScreens {
  constructor(
    private readonly broadcasts: BroadcastService,
    private readonly reporter: BroadcastReporter,
  ) {}

  async show(ctx: BotContext, broadcast: Broadcast): Promise<void> {
    const hasBegun = broadcast.startedAt !== null || broadcast.status === 'cancelled';
    const screen = hasBegun
      ? await this.reporter.draw(broadcast, ctx.words)
      : draftScreen(ctx.words, await this.broadcasts.preview(broadcast.id));
    await showScreen(ctx, screen);
  }

  /** A new draft: first the message as everybody will see it, then what can be done with it. */
  async present(ctx: BotContext, { id, content }: Broadcast): Promise<void> {
    // The other pieces of an album are still arriving; the button shows it whole.
    const isArriving = content.kind === 'copy' && content.albumId !== undefined && content.messageIds.length === 1;
    try {
      if (!isArriving) await this.broadcasts.testToMyself(id, ctx.user.id);
      await this.sendDraft(ctx, id, { isShown: !isArriving });
    } catch (error) {
      if (!(error instanceof AppError) || error.retryable) throw error;
      await this.sendDraft(ctx, id, { problem: error });
    }
  }

  /** `problem`: what Telegram has found, which the preview itself can't know. */
  async sendDraft(ctx: BotContext, id: number, options: { isShown?: boolean; problem?: AppError } = {}): Promise<void> {
    const preview = await this.broadcasts.preview(id);
    const { problem } = options;
    const isNews = problem && !preview.problems.some(({ code }) => code === problem.code);
    const problems = isNews ? [...preview.problems, problem] : preview.problems;
    await sendScreen(ctx, draftScreen(ctx.words, { ...preview, problems }, options));
  }
}
