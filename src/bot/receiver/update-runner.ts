import { Injectable, Logger } from '@nestjs/common';
import { RetryPolicies, type RetryPolicy, RightOfWay } from '../../resilience';
import { OutcomeRecorder } from './inbox/outcome-recorder';
import { type UpdateOutcome } from './inbox/update-inbox.entity';
import { type ReceivedUpdate } from './received-update';
import { UpdateHandler, UpdatePostponed, UpdateUnanswered } from './update-handler';

/**
 * Times an update is tried before it counts as the one that ends the process. While polling, all but the first two are with nothing
 * beside it; somebody may pull the plug just then, but hardly three times.
 */
const MOST_ATTEMPTS = 5;
/** An answer that could not be given is tried again for about four minutes; later it would only surprise. */
const UNANSWERED = { attempts: 60, firstMs: 500, longestMs: 5_000, base: 2 };

/** Hands one update to the bot and records how that ended. */
@Injectable()
export class UpdateRunner {
  private readonly logger = new Logger('Receiver');
  private readonly unanswered: RetryPolicy;

  constructor(
    private readonly handler: UpdateHandler,
    private readonly recorder: OutcomeRecorder,
    private readonly rightOfWay: RightOfWay,
    retries: RetryPolicies,
  ) {
    this.unanswered = retries.create('update-answer', UNANSWERED);
  }

  /**
   * Handles the update as its `attempt`th attempt, or sets it aside when it has been tried too often. While Telegram can't be
   * reached it is handled again and again, until `over` leaves it to another process. Never throws. Resolves when the handler is
   * done; `recorded` of the answer when the outcome is durable too.
   */
  async run(
    { updateId, update }: ReceivedUpdate,
    attempt: number,
    over: AbortSignal,
  ): Promise<{ recorded: Promise<void> }> {
    const outcome =
      attempt > MOST_ATTEMPTS ? this.abandon(updateId, attempt) : await this.handle(updateId, update, over);
    return { recorded: outcome === 'postponed' ? Promise.resolve() : this.recorder.record({ updateId, outcome }) };
  }

  private async handle(updateId: number, update: unknown, over: AbortSignal): Promise<UpdateOutcome | 'postponed'> {
    try {
      await this.unanswered.execute(() => this.rightOfWay.keep(() => this.handler.handle(update)), {
        isRetryable: (error) => error instanceof UpdateUnanswered,
        signal: over,
      });
      return 'handled';
    } catch (error) {
      if (error instanceof UpdatePostponed) return 'postponed';
      if (error instanceof UpdateUnanswered && over.aborted) return 'postponed';
      this.logger.error({ msg: 'an update failed', updateId, err: error });
      return 'failed';
    }
  }

  private abandon(updateId: number, attempt: number): UpdateOutcome {
    this.logger.error({
      msg: 'an update was set aside: the process ended each time it was tried',
      updateId,
      attempts: attempt - 1,
    });
    return 'abandoned';
  }
}
