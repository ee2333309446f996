import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../../config';
import { Leases, type Lease } from '../../../coordination';
import { Backoff, pause, untilAborted } from '../../../resilience';
import { UpdateSource } from '../../../telegram';
import { allowedUpdates } from '../allowed-updates';
import { ChatQueues } from '../chat-queues';
import { OutcomeRecorder } from '../inbox/outcome-recorder';
import { UpdateInbox, type StoredUpdate } from '../inbox/update-inbox.repository';
import { readUpdate, type ReceivedUpdate } from '../received-update';
import { type Receiver } from '../receiver';
import { ReceiverStatus } from '../receiver-status';
import { UpdateRunner } from '../update-runner';
import { describePollFailure, remedyFor } from './poll-failure';

const LEASE = 'receiver.poll';
/** How often a standby asks whether it is its turn. */
const STANDBY_MS = 1_000;
/** Telegram clamps it to 50 s; shorter, so that a dead connection is noticed sooner. */
const LONG_POLL_SECONDS = 30;
/** The most Telegram gives at once. */
const BATCH = 100;
/** Updates in memory, per update that may be handled at once, before polling pauses. */
const BACKLOG_FACTOR = 8;
/** Once Telegram is back after a long outage, people wait no longer than this. */
const LONGEST_PAUSE_MS = 15_000;
/** Times that a process has died over an update before it is handled alone. */
const SUSPECT_AFTER = 2;
/** One that waits for something, such as Telegram, ends no process, and must not hold back the others. */
const ALONE_MS = 2_000;

interface QueuedUpdate extends ReceivedUpdate {
  /** Left behind by a process that died; its attempt is counted when it begins. */
  readonly leftBehind: boolean;
}

/**
 * Receives by long polling. One process polls, under a lease; the others stand by and take over when it ends. Each
 * batch is stored before Telegram is told (by the next offset) that it arrived, so no update is lost and none is handled by
 * two processes. No failure ends the loop.
 */
@Injectable()
export class PollReceiver implements Receiver {
  private readonly logger = new Logger('Receiver');
  private readonly queues: ChatQueues<QueuedUpdate>;
  private readonly backlogLimit: number;
  private readonly stopping = new AbortController();
  /** Aborted when this process is no longer the one that polls: another one handles what is not recorded by then. */
  private leading = this.stopping.signal;
  /** Once stopping: when to give up on what still runs. */
  private timeUp: AbortSignal | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: UpdateSource,
    private readonly inbox: UpdateInbox,
    private readonly runner: UpdateRunner,
    private readonly recorder: OutcomeRecorder,
    private readonly leases: Leases,
    private readonly status: ReceiverStatus,
    { bot }: AppConfig,
  ) {
    this.queues = new ChatQueues(bot.updateConcurrency, (update) => this.handle(update));
    this.backlogLimit = Math.max(2 * BATCH, bot.updateConcurrency * BACKLOG_FACTOR);
  }

  start(): void {
    this.loop = this.run(this.stopping.signal);
  }

  async stop(deadlineMs: number): Promise<void> {
    this.timeUp = AbortSignal.timeout(deadlineMs);
    this.stopping.abort(new Error('stopping'));
    await untilAborted(this.loop, this.timeUp);
    this.status.enter('stopped');
  }

  private async run(stop: AbortSignal): Promise<void> {
    const backoff = new Backoff({ firstMs: 500, longestMs: LONGEST_PAUSE_MS });
    while (!stop.aborted) {
      try {
        const lease = await this.leases.tryAcquire(LEASE);
        if (lease) await this.lead(lease, stop, backoff);
        else {
          this.status.enter('standby');
          await pause(STANDBY_MS, stop);
        }
      } catch (error) {
        await this.rest(error, backoff, stop);
      }
    }
  }

  /** Polls until the lease is lost or the process stops. */
  private async lead(lease: Lease, stop: AbortSignal, backoff: Backoff): Promise<void> {
    const over = AbortSignal.any([stop, lease.lost]);
    this.leading = over;
    this.status.lead(true);
    try {
      await this.takeOverUnhandled(over, backoff);
      await this.deleteWebhook(over);
      await this.poll(over, backoff);
    } finally {
      await this.finish(lease);
      this.status.lead(false);
      await lease.release();
    }
  }

  /** Ends what runs before the lease goes: whoever takes over handles every update that is not recorded by then. */
  private async finish(lease: Lease): Promise<void> {
    if (!lease.lost.aborted) await this.queues.whenBelow(1, this.timeUp);
    this.forgetWaiting();
    if (this.timeUp) await this.recorder.close(this.timeUp);
  }

  private async poll(over: AbortSignal, backoff: Backoff): Promise<void> {
    let offset: number | undefined;
    while (!over.aborted) {
      try {
        await this.queues.whenBelow(this.backlogLimit, over);
        const batch = await this.source.poll({
          offset,
          limit: BATCH,
          // Only an answer shows that Telegram is there, and a long poll of a quiet bot has none for half a minute.
          timeoutSeconds: this.status.isReceiving ? LONG_POLL_SECONDS : 0,
          allowedUpdates,
          signal: over,
        });
        const updates = this.readAll(batch);
        await this.accept(updates);
        for (const { updateId } of updates) offset = Math.max(offset ?? 0, updateId + 1);
        this.status.contacted();
        backoff.reset();
      } catch (error) {
        if (over.aborted) return;
        if (remedyFor(error).kind === 'delete-webhook') await this.deleteWebhook(over);
        await this.rest(error, backoff, over);
      }
    }
  }

  private readAll(batch: readonly unknown[]): ReceivedUpdate[] {
    const updates = batch.map(readUpdate).filter((update) => update !== undefined);
    const unreadable = batch.length - updates.length;
    if (unreadable > 0) this.logger.warn({ msg: 'updates without an update_id were dropped', count: unreadable });
    return updates.sort((a, b) => a.updateId - b.updateId);
  }

  /** Stores a batch and queues what is new. */
  private async accept(updates: readonly ReceivedUpdate[]): Promise<void> {
    const mine = await this.inbox.claim(updates, { begun: true });
    for (const update of updates) {
      if (mine.delete(update.updateId)) this.enqueue({ ...update, leftBehind: false });
    }
  }

  /** Queues what a process that died has left, before anything new is asked for, so that each chat keeps its order. */
  private async takeOverUnhandled(over: AbortSignal, backoff: Backoff): Promise<void> {
    this.status.enter('recovering');
    let after: number | undefined = 0;
    let count = 0;
    while (after !== undefined && !over.aborted) {
      try {
        const page: StoredUpdate[] = await this.inbox.listUnhandled(after, BATCH);
        // After a short loss of the lease, some of them are still being handled right here.
        const left = page.filter(({ updateId }) => !this.status.isPending(updateId));
        for (const update of left) {
          if (update.attempts < SUSPECT_AFTER) this.enqueue({ ...update, leftBehind: true });
          else await this.handleAlone({ ...update, leftBehind: true }, over);
        }
        count += left.length;
        after = page.length < BATCH ? undefined : page.at(-1)?.updateId;
        await this.queues.whenBelow(this.backlogLimit, over);
      } catch (error) {
        await this.rest(error, backoff, over);
      }
    }
    if (count > 0) this.logger.log({ msg: 'handling updates that were left behind', count });
  }

  /**
   * When a process dies, everything it had begun is under suspicion. What has been so more than once is handled with
   * nothing beside it, so that only one that really ends the process is ever set aside for it.
   */
  private async handleAlone(update: QueuedUpdate, over: AbortSignal): Promise<void> {
    const patience = (): AbortSignal => AbortSignal.any([over, AbortSignal.timeout(ALONE_MS)]);
    await this.queues.whenBelow(1, patience());
    if (over.aborted) return;
    this.enqueue(update);
    await this.queues.whenBelow(1, patience());
  }

  private enqueue(update: QueuedUpdate): void {
    this.status.took(update.updateId);
    this.queues.push(update);
  }

  private async handle(update: QueuedUpdate): Promise<void> {
    const { updateId } = update;
    try {
      const attempt = update.leftBehind ? await this.inbox.begin(updateId) : 1;
      if (attempt === undefined) return this.status.finished(updateId);
      const { leading } = this;
      const { recorded } = await this.runner.run(update, attempt, leading);
      void recorded.then(() => {
        this.status.finished(updateId);
        // Leading again since: the look at what was left behind passed over it, because it was still pending.
        if (leading.aborted && !this.leading.aborted) this.enqueue({ ...update, leftBehind: true });
      });
    } catch (error) {
      // The database was away when the attempt should have been counted: the row stays for the next take-over.
      this.logger.warn({ msg: 'an update is left for later', updateId, err: error });
      this.status.finished(updateId);
    }
  }

  private forgetWaiting(): void {
    for (const { updateId } of this.queues.clear()) this.status.finished(updateId);
  }

  private async deleteWebhook(signal: AbortSignal): Promise<void> {
    try {
      await this.source.deleteWebhook(signal);
    } catch (error) {
      if (!signal.aborted) this.logger.warn({ msg: 'no webhook could be deleted', reason: describePollFailure(error) });
    }
  }

  private async rest(error: unknown, backoff: Backoff, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.status.failed(error);
    const remedy = remedyFor(error);
    const pauseMs = Math.max(backoff.nextMs(), remedy.kind === 'pause' ? remedy.atLeastMs : 0);
    this.logger.warn({ msg: 'receiving failed; trying again', reason: describePollFailure(error), pauseMs });
    await pause(pauseMs, signal);
  }
}
