import { Logger } from '@nestjs/common';
import { pause, untilAborted } from '../../resilience';
import type { Broadcast } from '../broadcast';
import type { MarkedRecipient, RecipientKey } from '../ledger/ledger-entry';
import type { LedgerRepository } from '../ledger/ledger.repository';
import type { OutcomeRecorder } from './outcome-recorder';
import type { BroadcastLoad } from './paces';
import type { RecipientSender } from './recipient-sender';
import type { SendWindow } from './send-window';
import type { SenderPresence } from './sender-presence';
import type { SlotSupply } from './slot-supply';

/** Nobody waits: how soon it is looked again for recipients whose pause is over or whose claim was given back. */
const IDLE_MS = 250;
/** Slots that come due within this are used together: at 1000/s that is ten messages to one statement. */
const TICK_MS = 10;
const TROUBLE_MS = 500;

/** What the runs of one process share. */
export interface SenderParts {
  readonly ledger: LedgerRepository;
  readonly recorder: OutcomeRecorder;
  readonly sender: RecipientSender;
  readonly presence: SenderPresence;
  readonly window: SendWindow;
  /** Tells that the ledger may say we hold somebody whom we know nothing of: a statement was cut off. */
  readonly noteTrouble: () => void;
  /** Aborted when outcomes can't be written any more because the process ends. */
  readonly givenUp: AbortSignal;
}

/**
 * The sending of one broadcast in one process, for as long as it is running: claim a batch, wait for the slots of the shared
 * pace, mark in the ledger, send, settle. Several processes do this side by side. Between the mark and the outcome a
 * message is under way, and only then can a crash leave it unknown.
 */
export class BroadcastRun {
  private readonly logger = new Logger(BroadcastRun.name);
  private claimed: RecipientKey[] = [];
  private claiming: Promise<void> | undefined;
  /** Recipients up to this id were claimed in this round through the ledger, so that what is done is not looked at again. */
  private cursor = 0;
  /** Once a whole round found too few, there is nobody to claim for a moment: asking at every step would find nobody again. */
  private claimAgainAtMs = 0;

  constructor(
    private readonly broadcast: Broadcast,
    private readonly load: BroadcastLoad,
    private readonly slots: SlotSupply,
    private readonly batchSize: number,
    private readonly parts: SenderParts,
  ) {}

  /** Runs until `signal` is aborted; messages under way may then still be under way. Never throws. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.step(signal);
      } catch (error) {
        this.parts.noteTrouble();
        this.logger.warn({ msg: 'sending is held up', broadcastId: this.broadcast.id, err: error });
        await pause(TROUBLE_MS, signal);
      }
    }
    await this.giveBackClaims().catch(() => this.parts.noteTrouble());
  }

  /** Forgets whom it has claimed, because all claims of this process are being given back. */
  forgetClaims(): void {
    this.claimed = [];
    this.cursor = 0;
    this.claimAgainAtMs = 0;
  }

  private async step(signal: AbortSignal): Promise<void> {
    const { presence, sender, window } = this.parts;
    if (!presence.isTrusted()) return pause(IDLE_MS, signal);
    if (this.claimed.length < this.batchSize && performance.now() >= this.claimAgainAtMs) this.claimAhead();
    if (this.claimed.length === 0) await this.claiming;
    if (this.claimed.length === 0) return pause(IDLE_MS, signal);
    const brakeMs = sender.brake.remainingMs();
    if (brakeMs > 0) return pause(brakeMs, signal);
    await this.slots.provide();
    const free = window.free(this.load.pace.limits.perSecond);
    if (free === 0) return untilAborted(window.change(), signal);
    const count = this.slots.takeDue(Math.min(free, this.claimed.length));
    if (count > 0) void this.sendTo(this.claimed.splice(0, count));
    else await pause(Math.min(IDLE_MS, Math.max(TICK_MS, this.slots.dueInMs())), signal);
  }

  private claimAhead(): void {
    this.claiming ??= this.claim().finally(() => (this.claiming = undefined));
    // Its failure is met where it is waited for; claiming ahead is only a convenience.
    this.claiming.catch(() => this.parts.noteTrouble());
  }

  private async claim(): Promise<void> {
    const found = await this.parts.ledger.claim(
      this.parts.presence.senderId,
      this.broadcast.id,
      this.cursor,
      this.batchSize,
    );
    this.claimed.push(...found);
    const isEnd = found.length < this.batchSize;
    if (isEnd && this.cursor === 0) this.claimAgainAtMs = performance.now() + IDLE_MS;
    // Past the end it begins anew: those who were put back are behind the cursor.
    this.cursor = isEnd ? 0 : (found.at(-1)?.userId ?? 0);
  }

  private async sendTo(recipients: RecipientKey[]): Promise<void> {
    const { ledger, presence, window } = this.parts;
    for (const recipient of recipients) window.enter(recipient);
    let marked: MarkedRecipient[];
    try {
      marked = await ledger.markSending(presence.senderId, recipients);
    } catch (error) {
      this.parts.noteTrouble();
      this.logger.warn({ msg: 'recipients could not be marked', broadcastId: this.broadcast.id, err: error });
      marked = [];
    }
    const mayLeave = presence.isTrusted() ? marked : [];
    const ids = new Set(mayLeave.map(({ userId }) => userId));
    const staying = recipients.filter(({ userId }) => !ids.has(userId));
    for (const recipient of mayLeave) void this.deliver(recipient);
    if (staying.length > 0) await this.keep(staying);
  }

  /** The broadcast is not running any more, or the mark did not come through: nothing was sent to them. */
  private async keep(recipients: RecipientKey[]): Promise<void> {
    const { ledger, presence, window } = this.parts;
    try {
      await ledger.unclaim(presence.senderId, recipients);
    } catch {
      this.parts.noteTrouble();
    }
    for (const recipient of recipients) window.leave(recipient);
  }

  private async deliver(recipient: MarkedRecipient): Promise<void> {
    const { recorder, sender, window, givenUp } = this.parts;
    const startedAt = performance.now();
    const { outcome, paused } = await sender.send(this.broadcast, recipient, this.load);
    if (paused) this.slots.clear();
    try {
      await recorder.record({ ...recipient, outcome }, givenUp);
    } catch {
      // The process ends without the database: the line stays `sending`, and will be declared unknown.
    } finally {
      window.leave(recipient, outcome.status === 'queued' ? undefined : performance.now() - startedAt);
    }
  }

  private async giveBackClaims(): Promise<void> {
    await this.claiming?.catch(() => undefined);
    const claimed = this.claimed.splice(0);
    if (claimed.length > 0) await this.parts.ledger.unclaim(this.parts.presence.senderId, claimed);
  }
}
