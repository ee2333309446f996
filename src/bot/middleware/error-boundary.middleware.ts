import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { AppError } from '../../common/app-error';
import { AppConfig } from '../../config';
import { guessLanguage, I18n, Words } from '../../i18n';
import { ChatUnreachable, TelegramRejected, TelegramTransient } from '../../telegram';
import { ErrorRecorder } from '../../observability';
import { UserService } from '../../users';
import { profileOf } from '../arrival';
import type { BotContext } from '../bot-context';
import { UpdateUnanswered } from '../receiver/update-handler';
import { BotMiddleware, type Next } from './bot-middleware';

/** What the receiver learns of an update whose error has been told and logged already, under this reference. */
export class UpdateFailed extends Error {
  constructor(readonly reference: string) {
    super(`told and logged under the reference ${reference}`);
    this.name = 'UpdateFailed';
  }
}

/**
 * The end of every error on the chat's edge. An expected one is told in the person's language; any other becomes a
 * short apology with a reference that the log has too, and goes on to the receiver, which records the failure.
 */
@Injectable()
export class ErrorBoundaryMiddleware extends BotMiddleware {
  private readonly logger = new Logger(ErrorBoundaryMiddleware.name);

  constructor(
    private readonly i18n: I18n,
    private readonly users: UserService,
    private readonly config: AppConfig,
    private readonly errors: ErrorRecorder,
  ) {
    super();
  }

  async handle(ctx: BotContext, next: Next): Promise<void> {
    try {
      await next();
    } catch (error) {
      ctx.outcome = 'refused';
      if (error instanceof ChatUnreachable) return this.noteUnreachable(ctx, error);
      const words = this.wordsFor(ctx);
      if (isForPeople(error) && this.i18n.has(error.messageKey)) {
        if (error.retryable) this.logger.warn({ msg: 'somebody was asked to try again later', err: error });
        const [html, plain] = [words.t(error.messageKey, error.params), words.plain(error.messageKey, error.params)];
        const isTold = await this.tell(ctx, html, plain);
        if (!isTold && certainlyNothingArrived(error)) throw new UpdateUnanswered(error);
        return;
      }
      ctx.outcome = 'failed';
      const reference = randomBytes(4).toString('hex');
      this.errors.note(error, { edge: 'update', work: ctx.handledBy, reference });
      this.logger.error({
        msg: 'an update could not be handled',
        reference,
        updateId: ctx.update.update_id,
        err: error,
      });
      await this.tell(
        ctx,
        words.t('errors.unexpected', { reference }),
        words.plain('errors.unexpected', { reference }),
      );
      throw new UpdateFailed(reference);
    }
  }

  private async noteUnreachable(ctx: BotContext, error: ChatUnreachable): Promise<void> {
    if (ctx.isPrivate && ctx.from) await this.users.markUnreachable(ctx.from.id, error.reason);
  }

  private wordsFor(ctx: BotContext): Words {
    if (ctx.isRecognised) return ctx.words;
    const code = profileOf(ctx.update)?.languageCode;
    return new Words(this.i18n, guessLanguage(code, this.config.bot.defaultLanguage));
  }

  /** Answers false when even the apology can't be said; the log then has the case. */
  private async tell(ctx: BotContext, html: string, plain: string): Promise<boolean> {
    try {
      if (ctx.awaitsAnswer) {
        await ctx.answerOnce(withoutTags(plain), { alert: true });
      } else if (ctx.message || ctx.callbackQuery?.message) {
        await ctx.replyWithHTML(html);
      }
      return true;
    } catch (error) {
      this.logger.warn({
        msg: 'an apology could not be sent',
        updateId: ctx.update.update_id,
        error: error instanceof Error ? error.name : 'unknown',
      });
      return false;
    }
  }
}

/** What Telegram refuses is our mistake, not something the person can do anything about. */
const isForPeople = (error: unknown): error is AppError =>
  error instanceof AppError && !(error instanceof TelegramRejected);

/** An answer that may be there already must not be given a second time. */
const certainlyNothingArrived = (error: AppError): boolean => error instanceof TelegramTransient && !error.maybeDone;

/** Pop-ups show plain text of at most 200 characters (https://core.telegram.org/bots/api#answercallbackquery). */
const withoutTags = (text: string): string => text.replace(/<[^>]+>/g, '').slice(0, 200);
