/** Nobody answered in time. */
export class NoAnswerInTime extends Error {
  constructor(readonly timeoutMs: number) {
    super(`no answer within ${timeoutMs} ms`);
    this.name = 'NoAnswerInTime';
  }
}

/**
 * A question that may hang, asked by somebody who can't wait. It is never asked twice at once: while an earlier asking still
 * hangs, later ones wait for that same answer, so that a sick dependency doesn't collect questions.
 */
export class BoundedQuestion<Answer> {
  private asking: Promise<Answer> | undefined;

  constructor(
    private readonly ask: () => Promise<Answer> | Answer,
    private readonly timeoutMs: number,
  ) {}

  /** Answers within the time, or rejects with `NoAnswerInTime` or with what `ask` threw. */
  async answer(): Promise<Answer> {
    this.asking ??= this.askAfresh();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new NoAnswerInTime(this.timeoutMs)), this.timeoutMs);
    });
    try {
      return await Promise.race([this.asking, timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  private askAfresh(): Promise<Answer> {
    const asking = Promise.resolve()
      .then(this.ask)
      .finally(() => {
        this.asking = undefined;
      });
    // An answer that comes after everybody has left is nobody's error.
    asking.catch(() => undefined);
    return asking;
  }
}
