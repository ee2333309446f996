import { Injectable } from '@nestjs/common';
import { UpdateInbox } from '../../bot/receiver';
import { Clock } from '../../common/clock';
import { ScheduledTask } from '../scheduled-task';

/** Telegram repeats an update for at most a day (https://core.telegram.org/bots/api#getting-updates); two are kept. */
const KEPT_MS = 48 * 3_600_000;

/** Forgets updates that were handled long enough ago that Telegram can't send them again. */
@Injectable()
export class PruneInboxTask extends ScheduledTask {
  readonly id = 'prune-inbox';
  readonly everyMs = 10 * 60_000;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly inbox: UpdateInbox,
    private readonly clock: Clock,
  ) {
    super();
  }

  async run(): Promise<{ removed: number }> {
    return { removed: await this.inbox.pruneHandled(new Date(this.clock.now() - KEPT_MS)) };
  }
}
