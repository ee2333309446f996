import { Injectable, Logger } from '@nestjs/common';
import { SharedPacer } from '../../coordination';
import { UserService } from '../../users';
import type { Broadcast } from '../broadcast';
import { MessageDelivery } from '../content/message-delivery';
import type { MarkedRecipient, RecipientOutcome } from '../ledger/ledger-entry';
import { judgeFailure, type Judgement } from './judge-outcome';
import { OutageBrake } from './outage-brake';
import type { BroadcastLoad } from './paces';

/** Added to Telegram's `retry_after`, which is a whole number of seconds rounded who knows how. */
const PAUSE_MARGIN_MS = 50;

/** Sends one message to one recipient, and draws for everybody the conclusions of what Telegram answers. */
@Injectable()
export class RecipientSender {
  private readonly logger = new Logger(RecipientSender.name);
  readonly brake = new OutageBrake();

  constructor(
    private readonly delivery: MessageDelivery,
    private readonly pacer: SharedPacer,
    private readonly users: UserService,
  ) {}

  /** Answers what became of it; `paused` when Telegram asked for a pause. Never throws. */
  async send(
    broadcast: Broadcast,
    recipient: MarkedRecipient,
    load: BroadcastLoad,
  ): Promise<{ outcome: RecipientOutcome; paused: boolean }> {
    try {
      const options = { lane: 'bulk', paid: load.paid } as const;
      const { messageId } = await this.delivery.deliver(broadcast, recipient.userId, options);
      this.brake.letGo();
      return { outcome: { status: 'sent', messageId }, paused: false };
    } catch (error) {
      const judgement = judgeFailure(error, recipient.faults);
      await this.conclude(judgement, recipient, load).catch((failure: unknown) => {
        this.logger.warn({ msg: 'a conclusion could not be written down', broadcastId: broadcast.id, err: failure });
      });
      return { outcome: judgement.outcome, paused: judgement.consequence?.kind === 'pause' };
    }
  }

  private async conclude(
    { outcome, consequence }: Judgement,
    recipient: MarkedRecipient,
    load: BroadcastLoad,
  ): Promise<void> {
    if (consequence?.kind === 'brake') this.brake.pull();
    if (consequence?.kind === 'pause') {
      await this.pacer.slowDown(load.pace.name, consequence.ms + PAUSE_MARGIN_MS, load.pace.limits);
    }
    if (!('reason' in outcome)) return;
    if (outcome.reason === 'blocked' || outcome.reason === 'deactivated') {
      await this.users.markUnreachable(recipient.userId, outcome.reason);
    }
  }
}
