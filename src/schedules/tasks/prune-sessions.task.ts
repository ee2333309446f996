import { Injectable } from '@nestjs/common';
import { SessionStore } from '../../sessions';
import { ScheduledTask } from '../scheduled-task';

/** Forgets dialogues that nobody went on with. */
@Injectable()
export class PruneSessionsTask extends ScheduledTask {
  readonly id = 'prune-sessions';
  readonly everyMs = 10 * 60_000;
  readonly timeoutMs = 60_000;

  constructor(private readonly sessions: SessionStore) {
    super();
  }

  async run(): Promise<{ removed: number }> {
    return { removed: await this.sessions.removeExpired() };
  }
}
