import { estimateWaitsMs } from './wait-estimate';

describe('estimateWaitsMs', () => {
  it.each([
    ['an empty queue', [], [], 1, []],
    ['a free worker', [], [10], 1, [0]],
    ['one worker that is busy', [4_000], [10, 20], 1, [4_000, 9_000]],
    ['two workers, one of them free', [4_000], [10, 20, 2], 2, [0, 4_000, 5_000]],
    ['a worker that has overrun its estimate', [-500], [10], 1, [0]],
    ['a recording of unknown length, taken for twenty seconds', [], [null, 1], 1, [0, 10_000]],
  ])('tells the waits for %s', (_, runningRemainingMs, waitingAudioSeconds, workers, waits) => {
    expect(estimateWaitsMs({ runningRemainingMs, waitingAudioSeconds, workers, realTimeFactor: 0.5 })).toEqual(waits);
  });
});
