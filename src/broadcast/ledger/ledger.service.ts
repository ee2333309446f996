import { Injectable } from '@nestjs/common';
import type { LedgerFilter, LedgerPage } from '../broadcast';
import { BroadcastNotFound } from '../broadcast.errors';
import { BroadcastRepository } from '../broadcast.repository';
import { csvHead, csvLine } from './ledger-csv';
import { LedgerViewRepository } from './ledger-view.repository';

const MAX_PAGE_SIZE = 100;
const CSV_PIECE = 1_000;

/** Who got a broadcast and who did not. Every method throws `BroadcastNotFound`. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly view: LedgerViewRepository,
    private readonly broadcasts: BroadcastRepository,
  ) {}

  /** By ascending user id. `page` counts from 1, `pageSize` up to 100. */
  async page(broadcastId: number, request: LedgerFilter & { page: number; pageSize: number }): Promise<LedgerPage> {
    await this.require(broadcastId);
    const pageSize = Math.min(MAX_PAGE_SIZE, Math.max(1, request.pageSize));
    const total = await this.view.count(broadcastId, request);
    const page = Math.min(Math.max(1, request.page), Math.max(1, Math.ceil(total / pageSize)));
    const items = await this.view.page(broadcastId, request, pageSize, (page - 1) * pageSize);
    return { items, total, page, pageSize };
  }

  /** The whole ledger as CSV, line by line: never more than a thousand lines are held, however many there are. */
  async exportCsv(broadcastId: number, filter: LedgerFilter = {}): Promise<AsyncGenerator<string>> {
    await this.require(broadcastId);
    return this.lines(broadcastId, filter);
  }

  private async *lines(broadcastId: number, filter: LedgerFilter): AsyncGenerator<string> {
    yield csvHead;
    let last = 0;
    for (;;) {
      const entries = await this.view.after(broadcastId, filter, last, CSV_PIECE);
      if (entries.length > 0) yield entries.map(csvLine).join('');
      if (entries.length < CSV_PIECE) return;
      last = entries.at(-1)?.userId ?? last;
    }
  }

  private async require(broadcastId: number): Promise<void> {
    const found =
      Number.isSafeInteger(broadcastId) && broadcastId < 2 ** 31 && (await this.broadcasts.find(broadcastId));
    if (!found) throw new BroadcastNotFound(broadcastId);
  }
}
