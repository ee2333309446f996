import { Logger } from '@nestjs/common';
import type { Clock } from '../../common/clock';
import { pause } from '../../resilience';
import { decideEdit, type ProgressView, type ShownProgress, type WorkState } from '../progress/progress-policy';
import type { RunRepository } from '../queue/run.repository';
import type { LiveRequest } from '../queue/voice-request';
import type { StatusMessages } from './status-messages';

/** How soon a tap on "cancel" or a newcomer is noticed. */
const LOOK_EVERY_MS = 400;
/** How long whatever is said next waits for an edit that is on its way. */
const PATIENCE_WITH_EDITS_MS = 1_000;

type Showing = ShownProgress & { readonly pausedUntilMs: number };

interface Edit {
  /** Never rejects. */
  readonly done: Promise<void>;
  readonly abort: AbortController;
}

export interface WatchedRun {
  readonly claim: string;
  readonly durationSeconds: number | null;
  /** Expected processing seconds per second of audio. */
  readonly realTimeFactor: number;
}

interface WatchLinks {
  readonly runs: RunRepository;
  readonly messages: StatusMessages;
  readonly clock: Clock;
  /** Tells somebody who cancelled that it is over. */
  readonly endCancelled: (request: LiveRequest) => Promise<void>;
}

/**
 * Looks after everybody who waits for one run while it is worked: shows how far it is, ends it for who cancels, takes in
 * who comes later. `deserted` is aborted when nobody waits for it any more.
 */
export class RunWatch {
  private readonly logger = new Logger(RunWatch.name);
  private readonly desertion = new AbortController();
  private readonly stopping = new AbortController();
  /** By request: what its status message shows, and when Telegram lets it be changed again. */
  private readonly shown = new Map<number, Showing>();
  private readonly edits = new Map<number, Edit>();
  private readonly looking: Promise<void>;
  private readonly startedAtMs: number;
  private reported: WorkState['reported'] = null;

  constructor(
    private readonly run: WatchedRun,
    private readonly links: WatchLinks,
  ) {
    this.startedAtMs = links.clock.now();
    this.looking = this.keepLooking();
  }

  get deserted(): AbortSignal {
    return this.desertion.signal;
  }

  /** Takes note of what the engine says of itself. */
  report(processedSeconds: number): void {
    this.reported = { processedSeconds, atMs: this.links.clock.now() };
  }

  /** Nothing is shown any more from here on. Resolves when no edit of ours is on its way; a message whose edit dawdles is given up. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    await Promise.all([...this.edits.keys()].map((requestId) => this.settleEdit(requestId)));
  }

  private async keepLooking(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        await this.look();
      } catch (error) {
        // The next look tries again; the work itself does not depend on it.
        this.logger.warn({ msg: 'progress could not be shown', err: error });
      }
      await pause(LOOK_EVERY_MS, this.stopping.signal);
    }
  }

  private async look(): Promise<void> {
    const audience = await this.links.runs.listAudience(this.run.claim);
    const staying = audience.filter(({ cancelAsked }) => !cancelAsked);
    // First, so that the work ends before its end is told.
    if (staying.length === 0) this.desertion.abort();
    for (const request of audience.filter(({ cancelAsked }) => cancelAsked)) {
      await this.settleEdit(request.id);
      await this.links.endCancelled(request);
    }
    if (this.stopping.signal.aborted) return;
    for (const request of staying) this.considerEdit(request);
  }

  private considerEdit(request: LiveRequest): void {
    if (request.statusMessageId === null || this.edits.has(request.id)) return;
    const nowMs = this.links.clock.now();
    const before = this.shown.get(request.id) ?? { view: null, atMs: this.startedAtMs, pausedUntilMs: 0 };
    const decision = decideEdit(this.workState(), before, nowMs, before.pausedUntilMs);
    if (decision.kind === 'wait') return;
    const abort = new AbortController();
    const done = this.edit(request, before, decision.view, abort.signal).finally(() => this.edits.delete(request.id));
    this.edits.set(request.id, { done, abort });
  }

  private async edit(request: LiveRequest, before: Showing, view: ProgressView, signal: AbortSignal): Promise<void> {
    const atMs = this.links.clock.now();
    try {
      const result = await this.links.messages.showProgress(request, view, signal);
      const pausedUntilMs = result.outcome === 'paused' ? result.untilMs : 0;
      this.shown.set(request.id, { view: result.outcome === 'shown' ? view : before.view, atMs, pausedUntilMs });
    } catch (error) {
      // Nobody knows whether Telegram will still carry it out.
      this.logger.warn({ msg: 'a status message was given up', requestId: request.id, err: error });
      await this.links.messages
        .abandon(request)
        .catch((err: unknown) => this.logger.warn({ msg: 'it could not be forgotten', err }));
    }
  }

  private async settleEdit(requestId: number): Promise<void> {
    const edit = this.edits.get(requestId);
    if (!edit) return;
    const timer = setTimeout(() => edit.abort.abort(), PATIENCE_WITH_EDITS_MS);
    await edit.done;
    clearTimeout(timer);
  }

  private workState(): WorkState {
    return {
      startedAtMs: this.startedAtMs,
      audioSeconds: this.run.durationSeconds,
      realTimeFactor: this.run.realTimeFactor,
      reported: this.reported,
    };
  }
}
