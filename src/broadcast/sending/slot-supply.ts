import type { SharedPacer } from '../../coordination';
import type { BroadcastLoad } from './paces';

/** Slots are reserved for so long ahead, so that none is lost while the next ones are being reserved. */
const AHEAD_SECONDS = 0.1;

/** The slots that one broadcast has in this process: reserved from the shared pace ahead of time, used when they are due. */
export class SlotSupply {
  /** How many messages are reserved at a time. */
  private readonly ahead: number;
  /** When each is due, ascending. */
  private slots: number[] = [];
  private reserving: Promise<void> | undefined;
  private generation = 0;

  constructor(
    private readonly pacer: SharedPacer,
    private readonly load: BroadcastLoad,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.ahead = Math.max(1, Math.ceil((load.pace.limits.perSecond / load.slotsEach) * AHEAD_SECONDS));
  }

  /** Uses slots that are due, at most `most`; answers how many. */
  takeDue(most: number): number {
    const now = this.now();
    this.forgetStale(now);
    const firstLater = this.slots.findIndex((dueAt) => dueAt > now);
    const due = firstLater === -1 ? this.slots.length : firstLater;
    return this.slots.splice(0, Math.min(due, most)).length;
  }

  /** Milliseconds until the next slot is due; `Infinity` when none is reserved. */
  dueInMs(): number {
    const [next] = this.slots;
    return next === undefined ? Infinity : Math.max(0, next - this.now());
  }

  /** Reserves more when they are running out; waits for them only when there are none. */
  async provide(): Promise<void> {
    if (this.slots.length <= this.ahead / 2 && !this.reserving) {
      this.reserving = this.reserve().finally(() => (this.reserving = undefined));
      // Whoever waits hears of a failure; when nobody does, the next call tries again.
      this.reserving.catch(() => undefined);
    }
    if (this.slots.length === 0) await this.reserving;
  }

  /** Forgets what was reserved: Telegram has asked for a pause, and slots before its end are worth nothing. */
  clear(): void {
    this.generation += 1;
    this.slots = [];
  }

  private async reserve(): Promise<void> {
    const { pace, slotsEach } = this.load;
    const { generation } = this;
    const askedAt = this.now();
    const { firstInMs, intervalMs } = await this.pacer.reserve(pace.name, this.ahead * slotsEach, pace.limits);
    if (generation !== this.generation) return;
    for (let slot = 0; slot < this.ahead; slot += 1) {
      // An album leaves with the last of its slots.
      this.slots.push(askedAt + firstInMs + (slot * slotsEach + slotsEach - 1) * intervalMs);
    }
  }

  /** Using many overdue slots at once would be the very burst that the pace is there to prevent. */
  private forgetStale(now: number): void {
    const { burst, perSecond } = this.load.pace.limits;
    const oldest = now - (Math.max(burst, this.load.slotsEach) / perSecond) * 1000;
    const firstFresh = this.slots.findIndex((dueAt) => dueAt >= oldest);
    this.slots.splice(0, firstFresh === -1 ? this.slots.length : firstFresh);
  }
}
