import { RealTimeFactors } from './real-time-factors';

const measured = (audioSeconds: number, processingMs: number, model = 'tiny') => ({
  ...{ engine: 'local', model },
  ...{ audioSeconds, processingMs },
});

describe('RealTimeFactors', () => {
  it('expects 0.3 before anything was measured', () => {
    expect(new RealTimeFactors().expected('local', 'tiny')).toBe(0.3);
  });

  it('moves a fifth of the way with each measurement, and comes to rest at what is measured', () => {
    const factors = new RealTimeFactors();
    factors.learn(measured(10, 1_000));
    expect(factors.expected('local', 'tiny')).toBeCloseTo(0.26);
    for (let count = 0; count < 50; count += 1) factors.learn(measured(10, 1_000));
    expect(factors.expected('local', 'tiny')).toBeCloseTo(0.1, 3);
  });

  it('learns for each engine and model apart', () => {
    const factors = new RealTimeFactors();
    factors.learn(measured(10, 1_000, 'tiny'));
    expect(factors.expected('local', 'base')).toBe(0.3);
    expect(factors.expected('openai', 'tiny')).toBe(0.3);
  });

  it('learns nothing from less than a second, nor anything absurd', () => {
    const factors = new RealTimeFactors();
    factors.learn(measured(0.5, 10_000));
    factors.learn(measured(0, 10_000));
    expect(factors.expected('local', 'tiny')).toBe(0.3);
    factors.learn(measured(1, 1e12));
    expect(factors.expected('local', 'tiny')).toBeLessThanOrEqual(20);
  });

  it('goes on after a restart where it was, without what makes no sense', () => {
    const factors = new RealTimeFactors();
    factors.learn(measured(10, 1_000));
    const restarted = new RealTimeFactors([...factors.entries(), ['openai/whisper', Number.NaN], ['local/base', -1]]);
    expect(restarted.entries()).toEqual(factors.entries());
  });
});
