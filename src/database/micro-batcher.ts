import { AsyncResource } from 'node:async_hooks';

/** How a batch is gathered. */
export interface MicroBatcherOptions {
  /** Largest batch; more calls make more batches. Keeps one statement's parameters and lock time bounded. */
  maxSize?: number;
  /** Batches at work at once, 2 by default. While all are busy, calls gather, so batches grow by themselves under load. */
  concurrency?: number;
  /**
   * How long calls gather beside a batch at work before they take another of the places; 10 by default. One statement for
   * ten costs little more than one for one: it is worth waiting for a batch that is quick, and a slow one holds nobody up.
   */
  patienceMs?: number;
  /** How long a batch may gather before it leaves. Default 0: what one turn of the event loop brings. */
  gatherMs?: number;
}

interface Call<Input, Output> {
  readonly input: Input;
  readonly resolve: (output: Output) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns many small calls into few statements: what arrives in the same turn of the event loop, or while an earlier batch is
 * at work, goes to `runBatch` together. Answers must come in the order of the inputs. A batch that fails fails for
 * each of its callers.
 *
 * A batch runs outside of any transaction of its callers, since it serves several of them.
 */
export class MicroBatcher<Input, Output> {
  private readonly maxSize: number;
  private readonly concurrency: number;
  private readonly patienceMs: number;
  private readonly gatherMs: number;
  private waiting: Call<Input, Output>[] = [];
  private running = 0;
  private isLeaving = false;
  private patience?: NodeJS.Timeout;
  /** The context of whoever calls first must not become everybody's: it may carry that caller's transaction. */
  private readonly ownContext = new AsyncResource('MicroBatcher');

  constructor(
    private readonly runBatch: (inputs: readonly Input[]) => Promise<readonly Output[]>,
    options: MicroBatcherOptions = {},
  ) {
    this.maxSize = options.maxSize ?? 500;
    this.concurrency = options.concurrency ?? 2;
    this.patienceMs = options.patienceMs ?? 10;
    this.gatherMs = options.gatherMs ?? 0;
  }

  call(input: Input): Promise<Output> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isLeaving || this.running >= this.concurrency) return;
    const isWorthWaiting = this.running > 0 && this.waiting.length < this.maxSize;
    if (isWorthWaiting) this.patience ??= setTimeout(() => this.leave(), this.patienceMs);
    else this.leave();
  }

  private leave(): void {
    clearTimeout(this.patience);
    this.patience = undefined;
    this.isLeaving = true;
    const goNow = (): void => {
      this.isLeaving = false;
      if (this.waiting.length > 0) this.ownContext.runInAsyncScope(() => void this.runNext());
    };
    // After the callbacks of this turn: everything one read of the socket brought is in one batch.
    if (this.gatherMs === 0) setImmediate(goNow);
    else setTimeout(goNow, this.gatherMs);
  }

  private async runNext(): Promise<void> {
    const batch = this.waiting.splice(0, this.maxSize);
    this.running++;
    if (this.waiting.length > 0) this.schedule();
    try {
      const outputs = await this.runBatch(batch.map(({ input }) => input));
      if (outputs.length !== batch.length) {
        throw new Error(`a batch of ${batch.length} was answered with ${outputs.length} results`);
      }
      batch.forEach(({ resolve }, index) => resolve(outputs[index] as Output));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      this.running--;
      if (this.waiting.length > 0) this.schedule();
    }
  }
}
