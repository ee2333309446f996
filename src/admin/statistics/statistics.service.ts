import { Injectable } from '@nestjs/common';
import { BroadcastService } from '../../broadcast';
import { Clock } from '../../common/clock';
import { ExpiringCache } from '../../common/expiring-cache';
import type { DailyCount, DayRange } from '../../common/history';
import { MediaLibraryService } from '../../media';
import { OrderService } from '../../orders';
import { UsageStatistics } from '../../transcription';
import { UserService } from '../../users';

const KEPT_MS = 60_000;
const MAX_KEPT = 100;
const DAY_MS = 86_400_000;

/** Asks every room for its figures, and keeps the answers for a minute: they count a lot of rows. */
@Injectable()
export class Statistics {
  private readonly kept: ExpiringCache<string, Promise<unknown>>;

  constructor(
    private readonly users: UserService,
    private readonly library: MediaLibraryService,
    private readonly orders: OrderService,
    private readonly broadcasts: BroadcastService,
    private readonly usage: UsageStatistics,
    private readonly clock: Clock,
  ) {
    this.kept = new ExpiringCache({ maxEntries: MAX_KEPT, ttlMs: KEPT_MS, clock });
  }

  totals() {
    return this.keep('totals', async () => {
      const [users, library] = await Promise.all([this.users.count(), this.library.statistics()]);
      return { generatedAt: new Date(this.clock.now()), users, library };
    });
  }

  daily(range: DayRange) {
    return this.keep(`${range.from} ${range.to}`, () => this.count(range));
  }

  private async count(range: DayRange) {
    const until = new Date(Date.parse(range.to) + DAY_MS);
    const [newUsers, { uploads, downloads }, orders, broadcasts, voice] = await Promise.all([
      this.users.newcomersPerDay(range),
      this.library.dailyFigures(range),
      this.orders.dailyFigures(range),
      this.broadcasts.dailyFigures(range),
      this.usage.perDay(new Date(range.from), until),
    ]);
    const on = (day: string, counts: readonly DailyCount[]): number =>
      counts.filter((entry) => entry.day === day).reduce((sum, { count }) => sum + count, 0);
    const withStatus = (status: string) => orders.filter((entry) => entry.status === status);
    return {
      generatedAt: new Date(this.clock.now()),
      ...range,
      items: daysOf(range).map((day) => ({
        day,
        newUsers: on(day, newUsers),
        uploads: on(day, uploads),
        downloads: on(day, downloads),
        orders: on(day, orders),
        ordersComplete: on(day, withStatus('complete')),
        ordersFailed: on(day, withStatus('failed')),
        broadcasts: broadcasts.find((entry) => entry.day === day)?.begun ?? 0,
        broadcastMessages: broadcasts.find((entry) => entry.day === day)?.sent ?? 0,
        transcriptions: voice.find((entry) => entry.day === day)?.requests ?? 0,
        audioSeconds: voice.find((entry) => entry.day === day)?.audioSeconds ?? 0,
      })),
    };
  }

  /** Whoever asks while an answer is being made gets that one; one that fails is forgotten at once. */
  private keep<T>(key: string, make: () => Promise<T>): Promise<T> {
    const kept = this.kept.get(key) as Promise<T> | undefined;
    if (kept) return kept;
    const made = make();
    this.kept.set(key, made);
    made.catch(() => this.kept.delete(key));
    return made;
  }
}

function daysOf({ from, to }: DayRange): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS)
    days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}
