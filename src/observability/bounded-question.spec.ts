import { BoundedQuestion, NoAnswerInTime } from './bounded-question';

describe('a question with a time limit', () => {
  it('passes on the answer, and the failure', async () => {
    await expect(new BoundedQuestion(() => 42, 1_000).answer()).resolves.toBe(42);
    await expect(new BoundedQuestion(() => Promise.reject(new Error('no')), 1_000).answer()).rejects.toThrow('no');
  });

  it('is given up when nothing comes, and not asked again while it hangs', async () => {
    let release: (answer: string) => void = () => undefined;
    const ask = jest.fn(() => new Promise<string>((resolve) => (release = resolve)));
    const question = new BoundedQuestion(ask, 5);
    await expect(question.answer()).rejects.toThrow(NoAnswerInTime);
    await expect(question.answer()).rejects.toThrow(NoAnswerInTime);
    expect(ask).toHaveBeenCalledTimes(1);

    const late = question.answer();
    release('at last');
    await expect(late).resolves.toBe('at last');
    const next = question.answer();
    await expect(next).rejects.toThrow(NoAnswerInTime);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});
