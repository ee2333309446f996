import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit';
import { UpdateHistory } from '../../bot/receiver';
import { LedgerService } from '../../broadcast';
import type { HistoryEvent, HistoryRequest } from '../../common/history';
import { MediaLibraryService } from '../../media';
import { OrderService } from '../../orders';
import { UsageStatistics } from '../../transcription';

export interface TimelinePage {
  readonly items: readonly HistoryEvent[];
  readonly before: Date | null;
}

/** Puts together what every room remembers of one person. */
@Injectable()
export class UserTimeline {
  constructor(
    private readonly updates: UpdateHistory,
    private readonly library: MediaLibraryService,
    private readonly orders: OrderService,
    private readonly ledger: LedgerService,
    private readonly voice: UsageStatistics,
    private readonly audit: AuditLog,
  ) {}

  /** Each room answers a page; the newest of them all are the page of the whole. */
  async read(request: HistoryRequest): Promise<TimelinePage> {
    const rooms = [this.updates, this.library, this.orders, this.ledger, this.voice, this.audit];
    const found = await Promise.all(rooms.map((room) => room.historyOf(request)));
    const items = found
      .flat()
      .sort((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, request.limit);
    const isLast = items.length < request.limit;
    return { items, before: isLast ? null : (items.at(-1)?.at ?? null) };
  }
}
