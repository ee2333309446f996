import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { HistoryEvent, HistoryRequest } from '../../common/history';
import { AppConfig } from '../../config';
import type { Listed, ListRequest } from '../../database/listing';
import { isRowId } from '../../database/row-id';
import { I18n } from '../../i18n';
import { JobDispatcher } from '../../queue/job-dispatcher';
import { TelegramGateway } from '../../telegram/telegram-gateway';
import { UserService } from '../../users';
import type { Broadcast, BroadcastCounts, LedgerEntry, LedgerFilter } from '../broadcast';
import { BroadcastNotFound } from '../broadcast.errors';
import { sendLedgerJob } from '../broadcast.jobs';
import { BroadcastRepository } from '../broadcast.repository';
import { csvHead, csvLine } from './ledger-csv';
import { LedgerViewRepository } from './ledger-view.repository';

const CSV_PIECE = 1_000;
/** Lines of one file: some 20 MB, which every Bot API server takes. */
const LINES_PER_FILE = 300_000;

/** Who got a broadcast and who did not. Whatever takes a broadcast's id throws `BroadcastNotFound`. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly view: LedgerViewRepository,
    private readonly broadcasts: BroadcastRepository,
    private readonly jobs: JobDispatcher,
    private readonly gateway: TelegramGateway,
    private readonly users: UserService,
    private readonly i18n: I18n,
    private readonly config: AppConfig,
  ) {}

  /** By user id; a page past the end is empty. */
  async browse(broadcastId: number, request: LedgerFilter & ListRequest): Promise<Listed<LedgerEntry>> {
    const { counts } = await this.require(broadcastId);
    return this.view.browse(broadcastId, request, knownTotal(counts, request));
  }

  /** What somebody got of broadcasts, and what became of it; newest first. */
  async historyOf(request: HistoryRequest): Promise<HistoryEvent[]> {
    return this.view.historyOf(request);
  }

  /** The whole ledger as CSV, in pieces of at most a thousand lines, of which one is held at a time. */
  async exportCsv(broadcastId: number, filter: LedgerFilter = {}): Promise<AsyncGenerator<string, void>> {
    await this.require(broadcastId);
    return this.lines(broadcastId, filter);
  }

  /** Has the ledger sent to an admin as files. `request` tells one asking from another, so that each is answered once. */
  async requestFile(broadcastId: number, userId: number, request: number): Promise<void> {
    await this.require(broadcastId);
    await this.jobs.dispatch(sendLedgerJob, { broadcastId, userId, request }, { urgency: 'interactive' });
  }

  /** The work of one such asking. */
  async deliver(broadcastId: number, userId: number): Promise<void> {
    await this.require(broadcastId);
    const language = (await this.users.find(userId))?.language ?? this.config.bot.defaultLanguage;
    const captionHtml = this.i18n.t(language, 'broadcast.file.caption', { id: broadcastId });
    const pieces = await this.exportCsv(broadcastId);
    let part = 0;
    for (let hasMore = true; hasMore;) {
      part += 1;
      const file = new CsvFile(pieces, part === 1 ? '' : csvHead);
      const fileName = `broadcast-${broadcastId}${part === 1 ? '' : `-part-${part}`}.csv`;
      const source = { stream: Readable.from(file.content(), { objectMode: false }) };
      await this.gateway.uploadFile(userId, { kind: 'document', fileName, source, captionHtml }, { lane: 'notice' });
      hasMore = file.isCut;
    }
  }

  private async *lines(broadcastId: number, filter: LedgerFilter): AsyncGenerator<string, void> {
    yield csvHead;
    let last = 0;
    for (;;) {
      const entries = await this.view.after(broadcastId, filter, last, CSV_PIECE);
      if (entries.length > 0) yield entries.map(csvLine).join('');
      if (entries.length < CSV_PIECE) return;
      last = entries.at(-1)?.userId ?? last;
    }
  }

  private async require(broadcastId: number): Promise<Broadcast> {
    const broadcast = isRowId(broadcastId) ? await this.broadcasts.find(broadcastId) : null;
    if (!broadcast) throw new BroadcastNotFound(broadcastId);
    return broadcast;
  }
}

/** What the broadcast has counted already: counting a million lines again for each page would be the page's whole cost. */
function knownTotal(counts: BroadcastCounts, { status, reason, userId }: LedgerFilter): number | undefined {
  if (reason !== undefined || userId !== undefined) return undefined;
  if (status === undefined) return counts.total;
  return status === 'queued' || status === 'sending' ? undefined : counts[status];
}

/** One file's share of a ledger. */
class CsvFile {
  /** Whether the ledger goes on in another file. */
  isCut = false;

  constructor(
    private readonly pieces: AsyncGenerator<string, void>,
    private readonly head: string,
  ) {}

  async *content(): AsyncGenerator<string, void> {
    if (this.head !== '') yield this.head;
    for (let lines = 0; lines < LINES_PER_FILE; lines += CSV_PIECE) {
      const piece = await this.pieces.next();
      if (piece.done) return;
      yield piece.value;
    }
    this.isCut = true;
  }
}
