import { Injectable, Logger } from '@nestjs/common';
import { type Actor, AuditTrail } from '../audit';
import { AppConfig } from '../config';
import { UnitOfWork } from '../database/unit-of-work';
import { JobDispatcher } from '../queue/job-dispatcher';
import { Settings } from '../settings';
import { ChatUnreachable, TelegramRejected } from '../telegram/telegram-errors';
import { LearnedPaceRepository } from './progress/learned-pace.repository';
import { AdmissionRepository, refusalCode } from './queue/admission.repository';
import { Places } from './queue/places';
import { viewQueue, type QueuedRequest, type Standing } from './queue/queue-view';
import { StatusRepository } from './queue/status.repository';
import { mimeTypeOf, type LiveRequest, type VoiceMessage } from './queue/voice-request';
import { SpeechEngines } from './speech-engines';
import { StatusMessages } from './status/status-messages';
import { transcribeJob } from './transcription.jobs';
import { NoEngineSuitable, RequestNotFound } from './transcription.errors';

/** Recordings that one person may have in line or at work, so that nobody fills the queue alone. */
export const MAX_OPEN_PER_USER = 5;

export type Refusal =
  | { reason: 'tooLong'; limitSeconds: number; actualSeconds: number }
  | { reason: 'tooBig'; limitBytes: number; actualBytes: number }
  | { reason: 'queueFull'; limit: number }
  | { reason: 'tooMany'; limit: number }
  /** No engine takes it; `error` says why. */
  | { reason: 'noEngine'; error: NoEngineSuitable };

export type Asking = { outcome: 'accepted'; requestId: number } | { outcome: 'refused'; refusal: Refusal };

/** Who cancels: who asked, or somebody whose permission the edge has checked. */
export interface Canceller {
  readonly actor: Actor;
  readonly isStaff: boolean;
}

export type Cancelling =
  /** It is over, or will be within a second: whoever works on it says so in the status message. */
  | { outcome: 'cancelled' }
  /** Its text is there already, or it ended otherwise. */
  | { outcome: 'tooLate' };

/** One open request and where it stands, for those who look after the bot. */
export type QueueEntry = QueuedRequest & Standing;

/** What people ask of this room: a recording as text, and to stop it. */
@Injectable()
export class TranscriptionService {
  private readonly logger = new Logger(TranscriptionService.name);

  constructor(
    private readonly admissions: AdmissionRepository,
    private readonly requests: StatusRepository,
    private readonly messages: StatusMessages,
    private readonly engines: SpeechEngines,
    private readonly paces: LearnedPaceRepository,
    private readonly places: Places,
    private readonly jobs: JobDispatcher,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly settings: Settings,
  ) {}

  /**
   * Takes a recording into the queue and tells who asked, by one message that from then on tells the whole story. What
   * can't be is refused at once, before anything is downloaded. The same message again is the same request, and has the
   * same answer when that was a refusal.
   */
  async ask(message: VoiceMessage): Promise<Asking> {
    const refusal = this.refusalOf(message);
    if (refusal) return this.refuse(message, refusal);
    const maxQueueSize = this.settings.get('voice.maxWaiting');
    const admission = await this.admissions.admit(message, { waiting: maxQueueSize, perUser: MAX_OPEN_PER_USER });
    if (admission.outcome === 'queueFull') return this.refuse(message, { reason: 'queueFull', limit: maxQueueSize });
    if (admission.outcome === 'tooMany') return this.refuse(message, { reason: 'tooMany', limit: MAX_OPEN_PER_USER });
    const { requestId } = admission;
    const isToldAlready = admission.outcome === 'known' && (admission.isAnnounced || !admission.isOpen);
    if (!isToldAlready) await this.announce(requestId);
    return { outcome: 'accepted', requestId };
  }

  /** Ends a request. Throws `RequestNotFound` for somebody else's too, so that ids tell nothing. Safe twice. */
  async cancel(requestId: number, by: Canceller): Promise<Cancelling> {
    const request = await this.requests.find(requestId);
    if (!request || !(by.isStaff || isOwn(request, by.actor))) throw new RequestNotFound(requestId);
    const stop = await this.unitOfWork.run(async () => {
      const outcome = await this.stop(request);
      const isChange = outcome !== 'tooLate' && request.state !== 'cancelled';
      if (isChange && !isOwn(request, by.actor)) await this.record(request, by.actor);
      return outcome;
    });
    if (stop === 'tooLate') return { outcome: 'tooLate' };
    // Whoever works on it says that it is over; what only waited, or was over before anybody could say so, is told here.
    if (stop === 'ended') {
      const words = this.messages.wordsFor(request);
      await this.messages.end(request, words.t('transcription.result.cancelled'));
    }
    return { outcome: 'cancelled' };
  }

  /** Everything in line or at work, first come first, and where it stands. */
  async viewQueue(): Promise<QueueEntry[]> {
    const [requests, pace] = await Promise.all([this.admissions.listOpen(), this.paces.current()]);
    const standings = viewQueue(requests, { workers: this.places.count, pace });
    return requests.map((request) => ({ ...request, ...(standings.get(request.id) ?? { position: 0, waitMs: 0 }) }));
  }

  private async stop(request: LiveRequest): Promise<'ended' | 'asked' | 'tooLate'> {
    if (request.state === 'cancelled' || (await this.requests.cancelWaiting(request.id))) return 'ended';
    return (await this.requests.askToCancel(request.id)) ? 'asked' : 'tooLate';
  }

  private async record({ id, userId, state }: LiveRequest, actor: Actor): Promise<void> {
    await this.audit.record({
      actor,
      action: 'transcription.cancel',
      targetKind: 'transcription',
      targetId: id,
      before: { state, userId },
      after: { state: 'cancelled', userId },
    });
  }

  private async announce(requestId: number): Promise<void> {
    const queue = await this.viewQueue();
    const entry = queue.find(({ id }) => id === requestId);
    const request = await this.requests.find(requestId);
    if (!entry || !request) return;
    let statusMessageId: number | null = null;
    try {
      statusMessageId = await this.messages.announce(request, entry);
    } catch (error) {
      if (error instanceof ChatUnreachable || error instanceof TelegramRejected) {
        // Nobody would ever read the text.
        await this.requests.cancelWaiting(requestId);
        throw error;
      }
      this.logger.warn({ msg: 'a request could not be announced', requestId, err: error });
    }
    const turn = await this.admissions.markAnnounced(requestId, statusMessageId, entry.position);
    // Begun without it, because it was long in coming, and over by now.
    if (!turn) return this.messages.remove({ chatId: request.chatId, statusMessageId });
    await this.jobs.dispatch(transcribeJob, turn, { urgency: 'interactive' });
  }

  private refusalOf(message: VoiceMessage): Refusal | null {
    const { durationSeconds = 0, sizeBytes = 0 } = message;
    const limitSeconds = this.settings.get('voice.maxDurationSeconds');
    if (durationSeconds > limitSeconds) return { reason: 'tooLong', limitSeconds, actualSeconds: durationSeconds };
    const limitBytes = this.config.telegram.maxDownloadBytes;
    if (sizeBytes > limitBytes) return { reason: 'tooBig', limitBytes, actualBytes: sizeBytes };
    // A process that only talks to people need not have the engines.
    if (!this.engines.areUsedHere) return null;
    const why = this.engines.objectionTo({
      mimeType: mimeTypeOf(message),
      durationSeconds: message.durationSeconds ?? null,
      sizeBytes: message.sizeBytes ?? null,
    });
    return why && { reason: 'noEngine', error: new NoEngineSuitable(why) };
  }

  private async refuse(message: VoiceMessage, refusal: Refusal): Promise<Asking> {
    const code = refusal.reason === 'noEngine' ? refusal.error.code : refusalCode(refusal.reason);
    await this.admissions.recordRefusal(message, code);
    return { outcome: 'refused', refusal };
  }
}

const isOwn = ({ userId }: LiveRequest, actor: Actor): boolean => actor.kind === 'chat' && actor.userId === userId;
