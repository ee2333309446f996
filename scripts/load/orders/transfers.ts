import type { Sandbox } from '../../../sandbox/src';

interface Transfer {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** The downloads a sandbox has served, as it saw them begin and end. */
export class Transfers {
  private readonly list: Transfer[] = [];
  private unsubscribe: () => void = () => undefined;

  static async watch(control: Sandbox['control']): Promise<Transfers> {
    const transfers = new Transfers();
    transfers.unsubscribe = await control.subscribe(
      (event) => {
        if (event.type !== 'call' || event.call.method !== 'file-download') return;
        const { at, latencyMs, summary } = event.call;
        transfers.list.push({ file: summary, from: at, to: at + latencyMs });
      },
      { types: ['call'] },
    );
    return transfers;
  }

  get count(): number {
    return this.list.length;
  }

  get distinctFiles(): number {
    return new Set(this.list.map(({ file }) => file)).size;
  }

  /** The most that were under way at the same moment. */
  mostAtOnce(): number {
    const moments = this.list.flatMap(({ from, to }) => [
      { at: from, change: 1 },
      { at: to, change: -1 },
    ]);
    // Of one and the same moment, what ends comes first.
    moments.sort((a, b) => a.at - b.at || a.change - b.change);
    let now = 0;
    return Math.max(0, ...moments.map(({ change }) => (now += change)));
  }

  /** Milliseconds from the first beginning to the last end. */
  spanMs(): number {
    if (this.list.length === 0) return 0;
    return Math.max(...this.list.map(({ to }) => to)) - Math.min(...this.list.map(({ from }) => from));
  }

  stop(): void {
    this.unsubscribe();
  }
}
