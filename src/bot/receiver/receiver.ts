/** A way of receiving updates. */
export interface Receiver {
  /** Begins receiving in the background. Never throws: what fails is tried again. */
  start(): void;
  /** Takes no more, waits up to `deadlineMs` for what is being handled, leaves the rest for the next process. */
  stop(deadlineMs: number): Promise<void>;
}
