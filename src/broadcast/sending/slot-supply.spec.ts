import type { PaceGrant, PaceLimits } from '../../coordination';
import { SlotSupply } from './slot-supply';

const limits: PaceLimits = { perSecond: 100, burst: 10 };

/** Grants slots 10 ms apart, the first at once. */
class EvenPacer {
  readonly asked: number[] = [];
  nextMs = 0;

  constructor(private readonly now: () => number) {}

  async reserve(_pace: string, slots: number): Promise<PaceGrant> {
    this.asked.push(slots);
    const firstInMs = Math.max(this.nextMs, this.now()) - this.now();
    this.nextMs = this.now() + firstInMs + slots * 10;
    return { firstInMs, intervalMs: 10 };
  }
}

describe('the slots of a broadcast', () => {
  let now: number;
  let pacer: EvenPacer;
  const create = (slotsEach = 1): SlotSupply =>
    new SlotSupply(pacer as never, { pace: { name: 'x', limits }, slotsEach, paid: false }, () => now);

  beforeEach(() => {
    now = 1_000;
    pacer = new EvenPacer(() => now);
  });

  it('are reserved a tenth of a second ahead and used when they are due', async () => {
    const supply = create();
    expect(supply.dueInMs()).toBe(Infinity);
    await supply.provide();
    expect(pacer.asked).toEqual([10]);
    expect(supply.takeDue(5)).toBe(1);
    expect(supply.dueInMs()).toBe(10);
    now += 25;
    expect(supply.takeDue(1)).toBe(1);
    expect(supply.takeDue(5)).toBe(1);
  });

  it('are reserved again when half of them are used, without a gap', async () => {
    const supply = create();
    await supply.provide();
    now += 45;
    expect(supply.takeDue(10)).toBe(5);
    await supply.provide();
    await new Promise(setImmediate);
    expect(pacer.asked).toEqual([10, 10]);
    now += 50;
    expect(supply.takeDue(10)).toBe(5);
    now += 50;
    expect(supply.takeDue(10)).toBe(5);
  });

  it('are not caught up on beyond the burst after a standstill', async () => {
    const supply = create();
    await supply.provide();
    now += 150;
    expect(supply.takeDue(100)).toBe(5);
  });

  it('are worth nothing any more after a pause was asked for, also those that are being reserved', async () => {
    const supply = create();
    const providing = supply.provide();
    supply.clear();
    await providing;
    expect(supply.takeDue(10)).toBe(0);
    expect(supply.dueInMs()).toBe(Infinity);
  });

  it('are as many for an album as it has pieces', async () => {
    const supply = create(5);
    await supply.provide();
    expect(pacer.asked).toEqual([10]);
    expect(supply.takeDue(10)).toBe(0);
    now += 40;
    expect(supply.takeDue(10)).toBe(1);
  });
});
