import { SampleHistory } from './sample-history';

describe('SampleHistory', () => {
  it('finds samples by their position in the stream, also after the earlier ones are gone', () => {
    const history = new SampleHistory();
    for (let value = 0; value < 100; value += 5) {
      history.append(Float32Array.from({ length: 5 }, (_, index) => value + index));
      history.dropBefore(value - 10);
    }
    expect(history.end).toBe(100);
    expect([...history.slice(90, 93)]).toEqual([90, 91, 92]);
  });

  it('leaves out what is gone and what has not come', () => {
    const history = new SampleHistory();
    history.append(Float32Array.from([0, 1, 2, 3]));
    history.dropBefore(2);
    history.dropBefore(1);
    expect([...history.slice(-5, 99)]).toEqual([2, 3]);
    expect(history.slice(0, 2)).toHaveLength(0);
  });
});
