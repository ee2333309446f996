import { Injectable } from '@nestjs/common';
import { AppError } from '../../common/app-error';
import { AppConfig } from '../../config';
import { ChatUnreachable, TelegramRejected } from '../../telegram/telegram-errors';
import type { Broadcast } from '../broadcast';
import {
  ActivityWindowInvalid,
  AlbumTakesNoButtons,
  BroadcastContentRefused,
  BroadcastOriginalGone,
} from '../broadcast.errors';
import { checkButtons } from './message-buttons';
import { MessageDelivery } from './message-delivery';
import { checkMessageHtml } from './message-html';

const MOST_DAYS = 3_650;
/** Telegram's words for an original that can't be copied any more. */
const GONE = /message to copy not found|message can't be copied|there are no messages to copy|MESSAGE_ID_INVALID/i;

type Draft = Pick<Broadcast, 'content' | 'buttons' | 'activeWithinDays'>;

/** Finds what would go wrong with a broadcast before anybody gets it. */
@Injectable()
export class ContentCheck {
  constructor(
    private readonly delivery: MessageDelivery,
    private readonly config: AppConfig,
  ) {}

  /** Everything that can be told without Telegram; each problem is an error that starting would throw. */
  problemsOf({ content, buttons, activeWithinDays }: Draft): AppError[] {
    const isAlbum = content.kind === 'copy' && (content.albumId !== undefined || content.messageIds.length > 1);
    return [
      ...problemOf(() => content.kind === 'text' && checkMessageHtml(content.html)),
      ...problemOf(() => checkButtons(buttons)),
      ...(isAlbum && buttons.length > 0 ? [new AlbumTakesNoButtons()] : []),
      ...(activeWithinDays !== null && !(activeWithinDays >= 1 && activeWithinDays <= MOST_DAYS)
        ? [new ActivityWindowInvalid(MOST_DAYS)]
        : []),
    ];
  }

  /** Shows the message to one person as the recipients will see it. Throws `BroadcastContentRefused` and `BroadcastOriginalGone`. */
  async show(broadcast: Broadcast, userId: number, options: { silent?: boolean } = {}): Promise<() => Promise<void>> {
    try {
      const shown = await this.delivery.deliver(broadcast, userId, { lane: 'answer', ...options });
      return () => this.delivery.takeBack(broadcast, shown);
    } catch (error) {
      if (!(error instanceof TelegramRejected)) throw error;
      if (broadcast.content.kind === 'copy' && GONE.test(error.description)) throw new BroadcastOriginalGone(error);
      throw new BroadcastContentRefused(error.description, error);
    }
  }

  /**
   * Lets Telegram judge it: the message goes to its author (or an owner) without a sound and is taken back at once. Throws
   * like `show`; when there is nobody to show it to, nothing is judged.
   */
  async askTelegram(broadcast: Broadcast): Promise<void> {
    const judge = broadcast.author.kind === 'chat' ? broadcast.author.userId : this.config.telegram.ownerIds[0];
    if (judge === undefined) return;
    try {
      const takeBack = await this.show(broadcast, judge, { silent: true });
      // The verdict is there; a test that stays visible to its author harms nobody.
      await takeBack().catch(() => undefined);
    } catch (error) {
      if (!(error instanceof ChatUnreachable)) throw error;
    }
  }
}

function problemOf(check: () => unknown): AppError[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof AppError) return [error];
    throw error;
  }
}
