import { Injectable, Logger } from '@nestjs/common';
import { OutcomeRecorder } from './inbox/outcome-recorder';
import { type UpdateOutcome } from './inbox/update-inbox.entity';
import { type ReceivedUpdate } from './received-update';
import { UpdateHandler } from './update-handler';

/** Times an update is tried before it counts as the one that kills the process. */
const MOST_ATTEMPTS = 3;

/** Hands one update to the bot and records how that ended. */
@Injectable()
export class UpdateRunner {
  private readonly logger = new Logger('Receiver');

  constructor(
    private readonly handler: UpdateHandler,
    private readonly recorder: OutcomeRecorder,
  ) {}

  /**
   * Handles the update as its `attempt`th attempt, or sets it aside when it has been tried too often. Never throws. Resolves
   * when the handler is done; `recorded` of the answer when the outcome is durable too.
   */
  async run({ updateId, update }: ReceivedUpdate, attempt: number): Promise<{ recorded: Promise<void> }> {
    const outcome = attempt > MOST_ATTEMPTS ? this.abandon(updateId, attempt) : await this.handle(updateId, update);
    return { recorded: this.recorder.record({ updateId, outcome }) };
  }

  private async handle(updateId: number, update: unknown): Promise<UpdateOutcome> {
    try {
      await this.handler.handle(update);
      return 'handled';
    } catch (error) {
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
