import { Injectable, Logger } from '@nestjs/common';
import { type Actor, AuditTrail } from '../audit';
import { AppError } from '../common/app-error';
import { Clock } from '../common/clock';
import type { DayRange } from '../common/history';
import type { Listed } from '../database/listing';
import { isRowId } from '../database/row-id';
import { UnitOfWork } from '../database/unit-of-work';
import { type AudienceChoice, AudienceRepository } from './audience/audience.repository';
import type {
  Broadcast,
  BroadcastAuthor,
  BroadcastChanges,
  BroadcastContent,
  BroadcastDay,
  BroadcastDraft,
  BroadcastPage,
  BroadcastPace,
  SendingPace,
} from './broadcast';
import { type BroadcastStatus, mayMove } from './broadcast-state';
import {
  BroadcastAlreadyStarted,
  BroadcastMoveRefused,
  BroadcastNotFound,
  NoRecipients,
  StartTimePast,
  StartTimeTooFar,
} from './broadcast.errors';
import { type BroadcastFilter, BroadcastRepository, type DraftFields } from './broadcast.repository';
import { AlbumRepository } from './content/album.repository';
import { ContentCheck } from './content/content-check';
import { LedgerRepository, type Reopenable } from './ledger/ledger.repository';
import { PaceReader } from './sending/pace-reader';
import { messagesOf } from './sending/paces';
import { SenderNudge } from './sending/sender-nudge';

const DAY_MS = 86_400_000;
const MOST_DAYS_AHEAD = 365;
const NO_OPTIONS = { buttons: [], language: null, activeWithinDays: null, silent: false, protect: false } as const;

/** How many people something would go to, and how fast. */
export interface BroadcastReach {
  /** People it would go to now. */
  readonly recipients: number;
  /** People a second, at the full rate. */
  readonly perSecond: number;
  /** At the full rate, with nothing else to send. */
  readonly expectedSeconds: number;
}

/** What starting a broadcast would mean. */
export interface BroadcastPreview extends BroadcastReach {
  readonly broadcast: Broadcast;
  /** Each an error that starting would throw; none means that it may be started. */
  readonly problems: readonly AppError[];
}

/**
 * Broadcasts as admins handle them, in the chat and by the API. Every method that names a broadcast throws
 * `BroadcastNotFound`; every change is in the audit log.
 */
@Injectable()
export class BroadcastService {
  private readonly logger = new Logger(BroadcastService.name);

  constructor(
    private readonly broadcasts: BroadcastRepository,
    private readonly audience: AudienceRepository,
    private readonly ledger: LedgerRepository,
    private readonly albums: AlbumRepository,
    private readonly check: ContentCheck,
    private readonly paces: PaceReader,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly sender: SenderNudge,
  ) {}

  /** Keeps a draft, flawed or not: `preview` tells what is wrong with it. Pieces of a known album are found by its id. */
  async create(draft: BroadcastDraft, author: BroadcastAuthor): Promise<Broadcast> {
    const fields = { ...NO_OPTIONS, ...withoutUndefined(draft), content: await this.wholeAlbum(draft.content) };
    return this.unitOfWork.run(async () => {
      const broadcast = await this.broadcasts.insert(fields, author);
      await this.record(author, 'create', broadcast.id, undefined, auditValues(broadcast));
      return broadcast;
    });
  }

  /** Changes what has not begun. A scheduled one keeps its time. Throws `BroadcastMoveRefused` once it has begun. */
  async update(id: number, changes: BroadcastChanges, actor: Actor): Promise<Broadcast> {
    return this.unitOfWork.run(async () => {
      const before = await this.lock(id);
      const fields: DraftFields = { ...fieldsOf(before), ...withoutUndefined(changes) };
      if (changes.content) fields.content = await this.wholeAlbum(changes.content);
      if (!(await this.broadcasts.replaceDraft(id, fields))) throw new BroadcastMoveRefused(id, before.status);
      const after = await this.get(id);
      await this.record(actor, 'update', id, auditValues(before), auditValues(after));
      return after;
    });
  }

  async get(id: number): Promise<Broadcast> {
    const broadcast = isRowId(id) ? await this.broadcasts.find(id) : null;
    if (!broadcast) throw new BroadcastNotFound(id);
    return broadcast;
  }

  /** Newest first; a page past the end is the last one. */
  async list(filter: BroadcastFilter): Promise<BroadcastPage> {
    return this.broadcasts.list(filter);
  }

  /** For the API: sorted and filtered, and a page past the end is empty. */
  async browse(filter: BroadcastFilter): Promise<Listed<Broadcast>> {
    return this.broadcasts.browse(filter);
  }

  /** Days on which broadcasts began. */
  async dailyFigures(range: DayRange): Promise<BroadcastDay[]> {
    return this.broadcasts.perDay(range);
  }

  /** What is under way, on pause or waiting for its hour, in this order; the newest of each, at most `limit`. One statement. */
  async listMoving(limit: number): Promise<Broadcast[]> {
    return this.broadcasts.listMoving(limit);
  }

  /** How fast broadcasts are going at this moment, and whether Telegram makes them wait. */
  async pace(broadcast: Broadcast): Promise<BroadcastPace> {
    return this.paces.read(broadcast);
  }

  /** The pace of all messages together, whether or not a broadcast is under way. */
  async sendingPace(): Promise<SendingPace> {
    return this.paces.readShared();
  }

  async preview(id: number): Promise<BroadcastPreview> {
    const broadcast = await this.get(id);
    const reach = await this.reach(broadcast, messagesOf(broadcast.content));
    const problems = this.check.problemsOf(broadcast);
    return { broadcast, ...reach, problems: reach.recipients === 0 ? [...problems, new NoRecipients()] : problems };
  }

  /** What a choice of people would mean, with so many messages (the pieces of an album) to each of them. */
  async reach(choice: AudienceChoice, messagesEach: number): Promise<BroadcastReach> {
    const recipients = await this.audience.count(choice);
    const perSecond = this.paces.fullRate(messagesEach);
    return { recipients, perSecond, expectedSeconds: Math.ceil(recipients / perSecond) };
  }

  /** Shows the message to one admin as recipients will see it. Throws what is wrong with it, in Telegram's judgement too. */
  async testToMyself(id: number, userId: number): Promise<void> {
    const broadcast = await this.get(id);
    throwFirst(this.check.problemsOf(broadcast));
    await this.check.show(broadcast, userId);
  }

  /**
   * Begins to send. Throws what `preview` calls problems, what Telegram finds wrong with the message, and
   * `BroadcastAlreadyStarted` for the second of two confirmations, however close.
   */
  async start(id: number, actor: Actor): Promise<Broadcast> {
    const { broadcast, problems } = await this.preview(id);
    refuseStarted(broadcast, 'running');
    throwFirst(problems);
    await this.check.askTelegram(broadcast);
    const started = await this.change(id, 'start', actor, async (before) => {
      refuseStarted(before, 'running');
      return this.broadcasts.start(id);
    });
    this.sender.nudge();
    return started;
  }

  /**
   * Lets it begin by itself at `startAt`, judged now as `start` would, and again then. Also changes the time of one that is
   * scheduled. Throws `StartTimePast` and `StartTimeTooFar` besides.
   */
  async schedule(id: number, startAt: Date, actor: Actor): Promise<Broadcast> {
    const { broadcast, problems } = await this.preview(id);
    if (broadcast.status !== 'scheduled') refuseStarted(broadcast, 'scheduled');
    const aheadMs = startAt.getTime() - this.clock.now();
    if (!(aheadMs > 0)) throw new StartTimePast();
    if (aheadMs > MOST_DAYS_AHEAD * DAY_MS) throw new StartTimeTooFar(MOST_DAYS_AHEAD);
    throwFirst(problems);
    await this.check.askTelegram(broadcast);
    return this.change(id, 'schedule', actor, () => this.broadcasts.schedule(id, startAt), { startAt });
  }

  /** Makes a scheduled one a draft again. */
  async unschedule(id: number, actor: Actor): Promise<Broadcast> {
    return this.change(id, 'unschedule', actor, () => this.broadcasts.unschedule(id));
  }

  /** Takes hold at once in every process: no message begins after this has returned. */
  async pause(id: number, actor: Actor): Promise<Broadcast> {
    return this.change(id, 'pause', actor, () => this.broadcasts.pause(id, 'admin'));
  }

  async resume(id: number, actor: Actor): Promise<Broadcast> {
    const resumed = await this.change(id, 'resume', actor, () => this.broadcasts.resume(id));
    this.sender.nudge();
    return resumed;
  }

  /** Gives it up for good, begun or not: whoever is still open gets nothing. */
  async cancel(id: number, actor: Actor): Promise<Broadcast> {
    return this.change(id, 'cancel', actor, () => this.broadcasts.cancel(id));
  }

  /** Sends again to those who failed for a reason that may have passed. Answers how many they are. */
  async retryFailed(id: number, actor: Actor): Promise<number> {
    return this.reopen(id, 'retry-failed', 'transient failures', actor);
  }

  /**
   * Sends again to those of whom nobody knows whether they got the message; some may get it twice, which is why only an
   * admin's word does this. Answers how many they are.
   */
  async resendUnknown(id: number, actor: Actor): Promise<number> {
    return this.reopen(id, 'resend-unknown', 'unknown', actor);
  }

  /**
   * Begins scheduled ones whose time has come. What can't be sent becomes a draft again; answers those. What fails for a reason
   * that may pass stays as it is, and is tried again with the next call.
   */
  async startDue(): Promise<{ started: number; refused: { broadcast: Broadcast; problem: AppError }[] }> {
    const result = { started: 0, refused: [] as { broadcast: Broadcast; problem: AppError }[] };
    for (const broadcast of await this.broadcasts.listDue()) {
      try {
        const problem = await this.startNow(broadcast.id);
        if (problem) result.refused.push({ broadcast, problem });
        else result.started += 1;
      } catch (error) {
        // Somebody else has begun it, or has called it off, between the look and now.
        if (error instanceof BroadcastAlreadyStarted || error instanceof BroadcastMoveRefused) continue;
        this.logger.warn({ msg: 'a scheduled broadcast could not begin yet', broadcastId: broadcast.id, err: error });
      }
    }
    return result;
  }

  /** Answers what refused it for good, after which it is a draft. */
  private async startNow(id: number): Promise<AppError | null> {
    const actor = { kind: 'system' } as const;
    try {
      await this.start(id, actor);
      return null;
    } catch (error) {
      const isMove = error instanceof BroadcastAlreadyStarted || error instanceof BroadcastMoveRefused;
      if (!(error instanceof AppError) || error.retryable || isMove) throw error;
      await this.unschedule(id, actor);
      return error;
    }
  }

  private async reopen(id: number, action: string, which: Reopenable, actor: Actor): Promise<number> {
    const opened = await this.unitOfWork.run(async () => {
      const { status } = await this.lock(id);
      if (status !== 'finished' && status !== 'running' && status !== 'paused')
        throw new BroadcastMoveRefused(id, status);
      if ((await this.ledger.countReopenable(id, which)) === 0) return 0;
      await this.broadcasts.reopen(id);
      const recipients = await this.ledger.reopen(id, which);
      const after = await this.get(id);
      await this.record(actor, action, id, { status }, { status: after.status, recipients });
      return recipients;
    });
    this.sender.nudge();
    return opened;
  }

  /** One move, with its line in the audit log. `move` answers false when the present state does not allow it. */
  private async change(
    id: number,
    action: string,
    actor: Actor,
    move: (before: Broadcast) => Promise<boolean>,
    values: Record<string, unknown> = {},
  ): Promise<Broadcast> {
    return this.unitOfWork.run(async () => {
      const before = await this.lock(id);
      if (!(await move(before))) throw new BroadcastMoveRefused(id, before.status);
      const after = await this.get(id);
      await this.record(actor, action, id, { status: before.status }, { status: after.status, ...values });
      return after;
    });
  }

  private async lock(id: number): Promise<Broadcast> {
    await this.get(id);
    const broadcast = await this.broadcasts.lock(id);
    if (!broadcast) throw new BroadcastNotFound(id);
    return broadcast;
  }

  private async wholeAlbum(content: BroadcastContent): Promise<BroadcastContent> {
    if (content.kind !== 'copy' || content.albumId === undefined) return content;
    const known = await this.albums.piecesOf(content.chatId, content.albumId);
    const messageIds = [...new Set([...known, ...content.messageIds])].sort((left, right) => left - right);
    return { ...content, messageIds };
  }

  private async record(
    actor: Actor,
    verb: string,
    targetId: number,
    before: Record<string, unknown> | undefined,
    after: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record({ actor, action: `broadcast.${verb}`, targetKind: 'broadcast', targetId, before, after });
  }
}

function refuseStarted({ id, status }: Broadcast, to: BroadcastStatus): void {
  if (mayMove(status, to) && status !== 'paused' && status !== 'finished') return;
  if (status === 'cancelled') throw new BroadcastMoveRefused(id, status);
  throw new BroadcastAlreadyStarted(id);
}

function throwFirst([problem]: readonly AppError[]): void {
  if (problem) throw problem;
}

const fieldsOf = ({ content, buttons, language, activeWithinDays, silent, protect }: Broadcast): DraftFields => ({
  content,
  buttons,
  language,
  activeWithinDays,
  silent,
  protect,
});

/** What the audit log keeps of a draft: all that an admin chose, the text included. */
const auditValues = ({ content, buttons, language, activeWithinDays, silent, protect }: Broadcast) => ({
  content,
  buttons,
  language,
  activeWithinDays,
  silent,
  protect,
});

const withoutUndefined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
