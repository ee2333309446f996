import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../config';
import { SharedPacer } from '../../coordination';
import { pause, untilAborted } from '../../resilience';
import { AudienceRepository } from '../audience/audience.repository';
import type { Broadcast } from '../broadcast';
import { BroadcastRepository } from '../broadcast.repository';
import { LedgerRepository } from '../ledger/ledger.repository';
import { BroadcastRun, type SenderParts } from './broadcast-run';
import { OutcomeRecorder } from './outcome-recorder';
import { loadOf, messagesOf } from './paces';
import { RecipientSender } from './recipient-sender';
import { SendWindow } from './send-window';
import { SenderNudge } from './sender-nudge';
import { DEAD_AFTER_MS, SenderPresence } from './sender-presence';
import { SlotSupply } from './slot-supply';

/** How soon a start, a pause or an end is noticed. (A pause takes hold at once all the same: the ledger marks nobody.) */
const LOOK_EVERY_MS = 400;
const SHOW_LIFE_EVERY_MS = 1_000;
const BURY_EVERY_MS = 3_000;
/** Without a broadcast there is nothing to show life for; claims that were given back at the end have had this long. */
const RESTS_AFTER_MS = 15_000;
/** Who died before this process came to rest is buried all the same. */
const BURY_AT_REST_EVERY_MS = 15_000;
/** People looked at for one piece of an audience: some 50 ms, while which outcomes of that broadcast wait. */
const AUDIENCE_PIECE = 10_000;
/** Written before anything is sent, so that there is somebody to claim at once: a second's worth at the highest rate. */
const FIRST_AUDIENCE_PIECE = 1_000;
/** Share of `SHUTDOWN_TIMEOUT` that messages under way get to be answered. */
const FINISH_SHARE = 0.6;

interface RunningBroadcast {
  readonly stop: AbortController;
  readonly run: BroadcastRun;
  readonly done: Promise<void>;
}

/**
 * Sends in every process with the role `worker`, each for itself and all at one pace. It needs no queue: what is to be done
 * stands in the ledger, so it goes on by itself after any crash.
 */
@Injectable()
export class BroadcastSender implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(BroadcastSender.name);
  private readonly stopping = new AbortController();
  private readonly givenUp = new AbortController();
  private readonly running = new Map<number, RunningBroadcast>();
  private readonly parts: SenderParts;
  readonly window = new SendWindow();
  private hasTrouble = false;
  /** Running ones whose audience is still being written, as of the last look. */
  private growing: readonly number[] = [];
  private showing: Promise<void> | undefined;
  private busyAtMs = -Infinity;
  private buriedAtMs = -Infinity;
  private loops: Promise<void>[] = [];

  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly audience: AudienceRepository,
    private readonly ledger: LedgerRepository,
    private readonly presence: SenderPresence,
    private readonly pacer: SharedPacer,
    private readonly config: AppConfig,
    private readonly nudge: SenderNudge,
    recorder: OutcomeRecorder,
    sender: RecipientSender,
  ) {
    this.parts = {
      ledger,
      recorder,
      sender,
      presence,
      window: this.window,
      noteTrouble: () => (this.hasTrouble = true),
      givenUp: this.givenUp.signal,
    };
  }

  onApplicationBootstrap(): void {
    if (this.config.server.roles.includes('worker')) this.begin();
  }

  async onModuleDestroy(): Promise<void> {
    await this.end(this.config.server.shutdownTimeoutMs * FINISH_SHARE);
  }

  /** Begins to send. Once in the life of a process. */
  begin(): void {
    this.loops = [
      this.repeat(SHOW_LIFE_EVERY_MS, () => this.showLifeWhileBusy()),
      this.repeat(
        LOOK_EVERY_MS,
        () => this.look(),
        (ms, signal) => this.nudge.wait(ms, signal),
      ),
      this.repeat(LOOK_EVERY_MS, () => this.writeAudiences()),
      this.repeat(BURY_EVERY_MS, () => this.buryOthers()),
    ];
  }

  /** Sends nothing more, waits for what is under way, and gives everything else back. */
  async end(timeoutMs: number): Promise<void> {
    if (this.stopping.signal.aborted || this.loops.length === 0) return;
    this.stopping.abort();
    for (const { stop } of this.running.values()) stop.abort();
    await Promise.all([...this.loops, ...[...this.running.values()].map(({ done }) => done)]);
    const timeUp = AbortSignal.timeout(timeoutMs);
    while (this.window.size > 0 && !timeUp.aborted) await untilAborted(this.window.change(), timeUp);
    this.givenUp.abort(new Error('the process is stopping'));
    if (!this.presence.isKnown) return;
    try {
      await this.ledger.releaseUnsent(this.presence.senderId, this.window.list());
      // What is under way still belongs to this sender, which others then find dead.
      if (this.window.size === 0) await this.presence.leave();
    } catch (error) {
      this.logger.warn({ msg: 'claims could not be given back; others will take them over', err: error });
    }
  }

  /** Nothing has been sent here for a while, so nobody waits for a sign of life. */
  private isAtRest(): boolean {
    const isBusy = this.running.size > 0 || this.window.size > 0 || this.hasTrouble;
    if (isBusy) this.busyAtMs = performance.now();
    return performance.now() - this.busyAtMs > RESTS_AFTER_MS;
  }

  private async showLifeWhileBusy(): Promise<void> {
    if (!this.isAtRest()) await this.showLife();
  }

  /** Two at a time would make this process two senders. */
  private showLife(): Promise<void> {
    this.showing ??= this.show().finally(() => (this.showing = undefined));
    return this.showing;
  }

  private async show(): Promise<void> {
    const lost = await this.presence.showLife();
    if (!lost && !this.hasTrouble) return;
    this.hasTrouble = false;
    for (const { run } of this.running.values()) run.forgetClaims();
    try {
      await this.ledger.releaseUnsent(lost?.lostId ?? this.presence.senderId, this.window.list());
    } catch (error) {
      this.hasTrouble = true;
      throw error;
    }
  }

  /** Takes up what has begun to run, lets go of what does not run any more, and ends what has nobody open. */
  private async look(): Promise<void> {
    const present = await this.broadcasts.listRunning();
    this.growing = present.filter(({ audienceComplete }) => !audienceComplete).map(({ id }) => id);
    if (present.length > 0) await this.finishSettled();
    const ids = new Set(present.map(({ id }) => id));
    for (const [id, { stop }] of this.running) {
      if (ids.has(id)) continue;
      stop.abort();
      this.running.delete(id);
    }
    if (this.stopping.signal.aborted) return;
    // At rest nobody has heard of this sender for long: it shows itself before it claims anybody.
    if (present.length > 0 && !this.presence.isTrusted()) await this.showLife();
    for (const broadcast of present.filter(({ id }) => !this.running.has(id))) {
      const isNew = !broadcast.audienceComplete && broadcast.counts.total === 0;
      if (isNew) await this.audience.writeNextPiece(broadcast.id, FIRST_AUDIENCE_PIECE);
      this.takeUp(broadcast);
    }
  }

  private async finishSettled(): Promise<void> {
    const finished = await this.broadcasts.finishSettled();
    for (const broadcastId of finished) this.logger.log({ msg: 'a broadcast is finished', broadcastId });
  }

  private takeUp(broadcast: Broadcast): void {
    const load = loadOf(messagesOf(broadcast.content), this.config.broadcast);
    const slots = new SlotSupply(this.pacer, load);
    const run = new BroadcastRun(broadcast, load, slots, this.config.broadcast.batchSize, this.parts);
    const stop = new AbortController();
    this.running.set(broadcast.id, { run, stop, done: run.run(stop.signal) });
  }

  private async writeAudiences(): Promise<void> {
    for (const id of this.growing) {
      let progress: 'complete' | 'more' | 'busy' = 'more';
      while (progress === 'more' && !this.stopping.signal.aborted) {
        progress = await this.audience.writeNextPiece(id, AUDIENCE_PIECE);
      }
    }
  }

  private async buryOthers(): Promise<void> {
    if (this.isAtRest()) {
      if (performance.now() - this.buriedAtMs < BURY_AT_REST_EVERY_MS) return;
    } else if (!this.presence.isTrusted()) return;
    this.buriedAtMs = performance.now();
    const buried = await this.ledger.buryDeadSenders(DEAD_AFTER_MS);
    if (buried.unknown + buried.freed > 0) this.logger.warn({ msg: 'a sender died while sending', ...buried });
  }

  private async repeat(
    everyMs: number,
    work: () => Promise<void>,
    wait: (ms: number, signal: AbortSignal) => Promise<void> = pause,
  ): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await work();
      } catch (error) {
        this.hasTrouble = true;
        this.logger.warn({ msg: 'broadcasts are held up', err: error });
      }
      await wait(everyMs, signal);
    }
  }
}
