import { Injectable, Logger } from '@nestjs/common';
import { StatusRepository } from './queue/status.repository';
import type { LiveRequest } from './queue/voice-request';
import { StatusMessages } from './status/status-messages';
import { TranscriptionService, type QueueEntry } from './transcription.service';

/** Messages changed in one call, the first in line first: what is left over comes next time. */
const MOST = 60;
/** Messages changed together: as many as may leave at once, so that none is reserved while it only waits to leave. */
const AT_ONCE = 10;
/** How long the edits of a call may take, waiting for Telegram's limits included; and for how long a message is reserved. */
const EDITS_TIMEOUT_MS = 4_000;
const HOLD_MS = 5_000;

/** Keeps the places in line that people see true while the queue moves. */
@Injectable()
export class QueuePositionsService {
  private readonly logger = new Logger(QueuePositionsService.name);

  constructor(
    private readonly transcriptions: TranscriptionService,
    private readonly requests: StatusRepository,
    private readonly messages: StatusMessages,
  ) {}

  /**
   * Changes the status messages of those whose place has changed, each at most once a call. To be called every five
   * seconds, by one process at a time. Answers how many were changed.
   */
  async refresh(signal: AbortSignal): Promise<number> {
    const moved = (await this.transcriptions.viewQueue()).filter(hasMoved).slice(0, MOST);
    const limited = AbortSignal.any([signal, AbortSignal.timeout(EDITS_TIMEOUT_MS)]);
    let changed = 0;
    for (let first = 0; first < moved.length && !limited.aborted; first += AT_ONCE) {
      changed += await this.change(moved.slice(first, first + AT_ONCE), limited);
    }
    return changed;
  }

  private async change(moved: readonly QueueEntry[], signal: AbortSignal): Promise<number> {
    const entries = new Map(moved.map((entry) => [entry.id, entry]));
    const held = await this.requests.holdStatuses([...entries.keys()], HOLD_MS);
    const shown = await Promise.all(held.map((request) => this.show(request, entries.get(request.id), signal)));
    const known = shown.filter((entry) => entry !== null);
    await this.requests.releaseStatuses(known);
    return known.filter(({ position }) => position !== null).length;
  }

  /** Answers `null` when nobody knows what the message says now: it stays reserved until it can't change any more. */
  private async show(
    request: LiveRequest,
    entry: QueueEntry | undefined,
    signal: AbortSignal,
  ): Promise<{ requestId: number; position: number | null } | null> {
    if (!entry) return { requestId: request.id, position: null };
    try {
      const { outcome } = await this.messages.showStanding(request, entry, signal);
      return { requestId: request.id, position: outcome === 'shown' ? entry.position : null };
    } catch (error) {
      this.logger.warn({ msg: 'a place in line could not be shown', requestId: request.id, err: error });
      return null;
    }
  }
}

const hasMoved = ({ state, statusMessageId, shownPosition, position }: QueueEntry): boolean =>
  state === 'waiting' && statusMessageId !== null && shownPosition !== position;
