import { decideEdit, EDIT_EVERY_MS, type ProgressView, viewProgress, type WorkState } from './progress-policy';

const START = 1_000_000;
const work: WorkState = { startedAtMs: START, audioSeconds: 100, realTimeFactor: 0.3, reported: null };
const at = (seconds: number): number => START + seconds * 1000;
const notShown = { view: null, atMs: START };

describe('decideEdit', () => {
  it('waits for five seconds, to the millisecond', () => {
    expect(decideEdit(work, notShown, at(5) - 1)).toEqual({ kind: 'wait', recheckMs: 1 });
    expect(decideEdit(work, notShown, at(5))).toMatchObject({ kind: 'edit' });
  });

  it('never edits faster, however often it is asked', () => {
    let shown: { view: ProgressView | null; atMs: number } = notShown;
    const edits: number[] = [];
    for (let now = START; now < at(60); now += 100) {
      const decision = decideEdit(work, shown, now);
      if (decision.kind === 'edit') {
        edits.push(now);
        shown = { view: decision.view, atMs: now };
      }
    }
    expect(edits).toHaveLength(11);
    edits.slice(1).forEach((edit, index) => expect(edit - edits[index]!).toBeGreaterThanOrEqual(EDIT_EVERY_MS));
  });

  it('waits while Telegram has asked for a pause', () => {
    expect(decideEdit(work, notShown, at(6), at(20))).toEqual({ kind: 'wait', recheckMs: 14_000 });
    expect(decideEdit(work, notShown, at(20), at(20))).toMatchObject({ kind: 'edit' });
  });

  it('sends nothing when the message would say the same', () => {
    const view = viewProgress(work, null, at(10));
    expect(decideEdit(work, { view, atMs: START }, at(10))).toEqual({ kind: 'wait', recheckMs: EDIT_EVERY_MS });
  });
});

describe('viewProgress', () => {
  it('goes by the learned factor as long as the engine says nothing', () => {
    expect(viewProgress(work, null, at(15))).toEqual({
      percent: 50,
      bar: '██████████░░░░░░░░░░',
      elapsedSeconds: 15,
      remainingSeconds: 15,
    });
  });

  it('prefers what the engine says of itself', () => {
    const reported = { processedSeconds: 25, atMs: at(20) };
    expect(viewProgress({ ...work, reported }, null, at(20))).toMatchObject({ percent: 25, remainingSeconds: 60 });
  });

  it('moves on between two reports at the engine’s own pace', () => {
    const reported = { processedSeconds: 25, atMs: at(20) };
    expect(viewProgress({ ...work, reported }, null, at(40))).toMatchObject({ percent: 50, remainingSeconds: 40 });
  });

  it('never goes back', () => {
    const before = viewProgress(work, null, at(20));
    const reported = { processedSeconds: 10, atMs: at(21) };
    expect(viewProgress({ ...work, reported }, before, at(21)).percent).toBe(before.percent);
  });

  it('is never done before the work is, and always has a second left', () => {
    const reported = { processedSeconds: 100, atMs: at(30) };
    expect(viewProgress({ ...work, reported }, null, at(30))).toMatchObject({ percent: 99, remainingSeconds: 1 });
    expect(viewProgress(work, null, at(100_000))).toMatchObject({ percent: 99, remainingSeconds: 1 });
  });

  it('creeps instead of standing still when the estimate is overrun', () => {
    const percents = [30, 33, 36, 45, 60].map((seconds) => viewProgress(work, null, at(seconds)).percent);
    expect(percents).toEqual([...new Set(percents)].sort((left, right) => left - right));
  });

  it.each([null, 0])('makes up no estimate when the length is %s', (audioSeconds) => {
    expect(viewProgress({ ...work, audioSeconds }, null, at(7))).toMatchObject({
      percent: 0,
      elapsedSeconds: 7,
      remainingSeconds: null,
    });
  });
});
