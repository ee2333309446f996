import { Injectable } from '@nestjs/common';
import { AccountService } from '../../accounts';
import { IdempotencyKeys } from '../../coordination';
import { ScheduledTask } from '../scheduled-task';

/** Forgets sessions of the admin API that ended long ago, and requests that nobody will send again. */
@Injectable()
export class ForgetSignInsTask extends ScheduledTask {
  readonly id = 'forget-sign-ins';
  readonly everyMs = 60 * 60_000;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly accounts: AccountService,
    private readonly keys: IdempotencyKeys,
  ) {
    super();
  }

  async run(): Promise<{ sessions: number; requests: number }> {
    return { sessions: await this.accounts.removeOldSessions(), requests: await this.keys.removeOld() };
  }
}
