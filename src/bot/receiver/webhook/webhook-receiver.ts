import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../../config';
import { Leases } from '../../../coordination';
import { pause, untilAborted } from '../../../resilience';
import { ChatQueues } from '../chat-queues';
import { OutcomeRecorder } from '../inbox/outcome-recorder';
import { UpdateInbox } from '../inbox/update-inbox.repository';
import { type Receiver } from '../receiver';
import { ReceiverStatus } from '../receiver-status';
import { UpdateRunner } from '../update-runner';
import { WebhookRegistration } from './webhook-registration';

/** How often stored updates are looked for that nobody is handling: their process died, or they came in a busy moment. */
const SWEEP_MS = 2_000;
const SWEPT_CHATS = 500;
/** Chats in memory; what comes beyond that waits in the database for a sweep. */
const MOST_CHATS = 5_000;

/**
 * Handles what the webhook has stored. Any process may receive an update of a chat, and each is handled in order, because a
 * chat is worked through by one process at a time, under a lease of its own.
 */
@Injectable()
export class WebhookReceiver implements Receiver {
  private readonly logger = new Logger('Receiver');
  private readonly chats: ChatQueues<{ readonly chatKey: number }>;
  private readonly stopping = new AbortController();
  /** Of the chats at work: a signal that lives as long as the process remembers everything that was ever made to follow it. */
  private readonly atWork = new Set<AbortController>();
  private loop: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly inbox: UpdateInbox,
    private readonly runner: UpdateRunner,
    private readonly recorder: OutcomeRecorder,
    private readonly leases: Leases,
    private readonly status: ReceiverStatus,
    private readonly registration: WebhookRegistration,
    { bot }: AppConfig,
  ) {
    this.chats = new ChatQueues(bot.updateConcurrency, ({ chatKey }) => this.workThrough(chatKey));
  }

  start(): void {
    const stop = this.stopping.signal;
    this.status.enter('receiving');
    this.loop = Promise.all([this.registration.announce(stop), this.sweep(stop)]);
  }

  async stop(deadlineMs: number): Promise<void> {
    this.stopping.abort(new Error('stopping'));
    for (const work of this.atWork) work.abort(this.stopping.signal.reason);
    this.chats.clear();
    const timeUp = AbortSignal.timeout(deadlineMs);
    await this.chats.whenBelow(1, timeUp);
    await this.recorder.close(timeUp);
    await untilAborted(this.loop, timeUp);
    this.status.enter('stopped');
  }

  /** Something was stored for this chat. Safe to call at any rate. */
  wake(chatKey: number): void {
    if (this.stopping.signal.aborted || this.chats.size >= MOST_CHATS) return;
    // One look that has not begun will see everything stored until it begins.
    if (!this.chats.isWaiting(chatKey)) this.chats.push({ chatKey });
  }

  private async sweep(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      try {
        for (const chatKey of await this.inbox.chatsLeftWaiting(SWEEP_MS, SWEPT_CHATS)) {
          this.wake(chatKey);
        }
      } catch (error) {
        this.logger.warn({ msg: 'updates left behind could not be looked for', err: error });
      }
      await pause(SWEEP_MS, stop);
    }
  }

  /** Handles everything stored for the chat. Never throws: what is left is found by a sweep. */
  private async workThrough(chatKey: number): Promise<void> {
    try {
      // A process that stores an update while we hold the lease leaves it to us, even in the instant we let go: look again.
      let wasOurs: boolean;
      do wasOurs = await this.workUnderLease(chatKey);
      while (wasOurs && !this.stopping.signal.aborted && (await this.inbox.hasUnbegun(chatKey)));
    } catch (error) {
      this.logger.warn({ msg: 'a chat is left for later', err: error });
    }
  }

  /** Answers false when another process has the chat. */
  private async workUnderLease(chatKey: number): Promise<boolean> {
    const lease = await this.leases.tryAcquire(`chat:${chatKey}`);
    if (!lease) return false;
    // Whoever has the chat next begins with the update that is being repeated here.
    const work = new AbortController();
    const end = (): void => work.abort(lease.lost.reason);
    this.atWork.add(work);
    lease.lost.addEventListener('abort', end, { once: true });
    if (this.stopping.signal.aborted) work.abort(this.stopping.signal.reason);
    if (lease.lost.aborted) end();
    try {
      while (!work.signal.aborted) {
        const next = await this.inbox.beginNextOf(chatKey);
        if (!next) break;
        this.status.took(next.updateId);
        try {
          const { recorded } = await this.runner.run(next, next.attempts, work.signal);
          await recorded;
        } finally {
          this.status.finished(next.updateId);
        }
      }
      return true;
    } finally {
      this.atWork.delete(work);
      lease.lost.removeEventListener('abort', end);
      await lease.release();
    }
  }
}
