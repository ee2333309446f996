/**
 * One business action, one transaction. Services own it; repositories join the transaction that is open in the current
 * asynchronous context, so no `manager` is passed around.
 */
export abstract class UnitOfWork {
  /** Runs `work` in a transaction; nested calls join the outer one. Rolls back and rethrows when `work` throws. */
  abstract run<T>(work: () => Promise<T>): Promise<T>;

  /**
   * Runs `effect` once the current transaction has committed, or at once when none is open. Effects of a rolled-back
   * transaction never run. A failing effect is logged, not thrown: the rows are already safe.
   */
  abstract afterCommit(effect: () => Promise<unknown>): void;
}
