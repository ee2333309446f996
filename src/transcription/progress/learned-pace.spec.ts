import { learnPace, startingPace } from './learned-pace';

const run = (audioSeconds: number, processingMs: number, totalMs = processingMs) => ({
  audioSeconds,
  processingMs,
  totalMs,
});

describe('learnPace', () => {
  it('begins with a third of the recording’s length', () => {
    expect(startingPace.realTimeFactor).toBe(0.3);
  });

  it('believes the first measurement, then averages, then moves a fifth of the way', () => {
    const first = learnPace(startingPace, run(10, 1_000, 1_200));
    expect(first).toEqual({ realTimeFactor: 0.1, overheadMs: 200, measurements: 1 });
    const second = learnPace(first, run(10, 2_000, 2_400));
    expect(second.realTimeFactor).toBeCloseTo(0.15);
    expect(second.overheadMs).toBeCloseTo(300);
    const later = learnPace({ realTimeFactor: 0.2, overheadMs: 100, measurements: 50 }, run(10, 1_000, 1_100));
    expect(later.realTimeFactor).toBeCloseTo(0.18);
  });

  it('comes to rest at what is measured', () => {
    let pace = startingPace;
    for (let count = 0; count < 50; count += 1) pace = learnPace(pace, run(10, 1_000, 1_150));
    expect(pace.realTimeFactor).toBeCloseTo(0.1, 3);
    expect(pace.overheadMs).toBeCloseTo(150, 0);
  });

  it('learns nothing from less than a second, nor anything absurd', () => {
    expect(learnPace(startingPace, run(0.5, 10_000))).toBe(startingPace);
    expect(learnPace(startingPace, run(0, 10_000))).toBe(startingPace);
    const absurd = learnPace(startingPace, run(1, 1e12, 1e13));
    expect(absurd.realTimeFactor).toBeLessThanOrEqual(20);
    expect(absurd.overheadMs).toBeLessThanOrEqual(60_000);
  });
});
