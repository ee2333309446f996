import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../audit';
import { AppConfig } from '../config';
import { UnitOfWork } from '../database/unit-of-work';
import { JobDispatcher } from '../queue';
import { Settings } from '../settings';
import { TelegramGateway } from '../telegram/telegram-gateway';
import { titleFromFileName } from './file-name';
import type { MediaFile, MediaKind } from './media-file';
import { MediaFileRepository } from './media-file.repository';
import { MediaSearchCache } from './media-search.cache';
import { MediaSearchRepository } from './media-search.repository';
import { processMediaJob } from './media.jobs';
import { toSearchDocument } from './search-document';
import { addSuffix, normaliseTags, toBareTitle } from './title';
import { isMediaKind, refusalOf, rulesOf, type UploadCandidate, type UploadRefusal } from './upload-policy';

export type Inspection =
  | {
      outcome: 'accepted';
      kind: MediaKind;
      /** From the file's name; `''` when it has none. */
      suggestedTitle: string;
      /** False: too big for this server to process; the original will be served. */
      processable: boolean;
    }
  | { outcome: 'duplicate'; file: MediaFile }
  | ({ outcome: 'refused' } & UploadRefusal);

export interface UploadRequest extends UploadCandidate {
  /** Telegram id of who uploads; `null` when it is not known. */
  uploaderId: number | null;
  /** The message the file came in; the last resort for finding the file again under another bot token. */
  sourceMessage: { chatId: number; messageId: number };
  fileId: string;
  durationSeconds?: number;
  width?: number;
  height?: number;
  performer?: string;
  title: string;
  tags: readonly string[];
}

export type Registration =
  | { outcome: 'registered'; file: MediaFile }
  | { outcome: 'duplicate'; file: MediaFile }
  | ({ outcome: 'refused' } & UploadRefusal);

/** Takes new files into the library. */
@Injectable()
export class MediaUploadService {
  constructor(
    private readonly config: AppConfig,
    private readonly settings: Settings,
    private readonly unitOfWork: UnitOfWork,
    private readonly files: MediaFileRepository,
    private readonly search: MediaSearchRepository,
    private readonly searchCache: MediaSearchCache<unknown>,
    private readonly gateway: TelegramGateway,
    private readonly jobs: JobDispatcher,
    private readonly audit: AuditTrail,
  ) {}

  /** Answers at once whether this file may be uploaded; changes nothing. */
  async inspect(candidate: UploadCandidate): Promise<Inspection> {
    const refusal = refusalOf(candidate, rulesOf(this.settings));
    if (refusal || !isMediaKind(candidate.kind)) return { outcome: 'refused', ...(refusal ?? neverAllowed(candidate)) };
    const existing = await this.files.findByUniqueId(candidate.fileUniqueId);
    if (existing) return { outcome: 'duplicate', file: existing };
    const { maxDownloadBytes, maxUploadBytes } = this.config.telegram;
    return {
      outcome: 'accepted',
      kind: candidate.kind,
      suggestedTitle: titleFromFileName(candidate.fileName ?? ''),
      processable:
        candidate.kind === 'photo' || (candidate.sizeBytes ?? 0) <= Math.min(maxDownloadBytes, maxUploadBytes),
    };
  }

  /**
   * Stores the entry and dispatches its processing after the commit. Throws `TitleMissing`. Safe twice: the same
   * message registered again answers the same entry.
   */
  async register(request: UploadRequest, actor: Actor): Promise<Registration> {
    const refusal = refusalOf(request, rulesOf(this.settings));
    if (refusal || !isMediaKind(request.kind)) return { outcome: 'refused', ...(refusal ?? neverAllowed(request)) };
    const kind = request.kind;
    const { displayName } = await this.gateway.getIdentity();
    const bareTitle = toBareTitle(request.title, displayName);

    return this.unitOfWork.run(async () => {
      const known = await this.files.findByUniqueId(request.fileUniqueId);
      if (known) return this.alreadyListed(known, request);
      const file = await this.files.insert({
        title: addSuffix(bareTitle, displayName),
        tags: normaliseTags(request.tags),
        kind,
        fileId: request.fileId,
        fileUniqueId: request.fileUniqueId,
        fileName: request.fileName ?? null,
        mimeType: request.mimeType ?? null,
        sizeBytes: request.sizeBytes ?? null,
        durationSeconds: request.durationSeconds ?? null,
        width: request.width ?? null,
        height: request.height ?? null,
        performer: request.performer ?? null,
        uploaderId: request.uploaderId,
        sourceChatId: request.sourceMessage.chatId,
        sourceMessageId: request.sourceMessage.messageId,
      });
      if (!file) {
        // Somebody uploaded the same file in the same moment; their entry is visible by now.
        const winner = await this.files.findByUniqueId(request.fileUniqueId);
        if (!winner) throw new Error('an entry that was in the way is gone again');
        return this.alreadyListed(winner, request);
      }
      await this.search.put(file, toSearchDocument({ ...file, title: bareTitle }));
      const { id: targetId, title, tags, sizeBytes } = file;
      const after = { title, tags, kind, sizeBytes };
      await this.audit.record({ actor, action: 'file.upload', targetKind: 'file', targetId, after });
      this.unitOfWork.afterCommit(() => this.searchCache.drop());
      this.unitOfWork.afterCommit(() =>
        this.jobs.dispatch(processMediaJob, { fileId: file.id, revision: 1 }, { urgency: 'interactive' }),
      );
      return { outcome: 'registered', file };
    });
  }

  private async alreadyListed(file: MediaFile, request: UploadRequest): Promise<Registration> {
    const isSameMessage = await this.files.cameFrom(file.id, request.sourceMessage);
    return { outcome: isSameMessage ? 'registered' : 'duplicate', file };
  }
}

const neverAllowed = ({ kind }: UploadCandidate): UploadRefusal => ({ reason: 'kind', kind, allowed: [] });
