import { pause } from '../resilience/pause';
import { MicroBatcher, type MicroBatcherOptions } from './micro-batcher';

/** How a durable batcher gathers, and what it does with a failure. */
export interface DurableBatcherOptions<Input> extends MicroBatcherOptions {
  /** Between two tries. */
  readonly retryMs: number;
  /** Told of every failure, once for each input of the batch. */
  readonly onFailure: (input: Input, error: unknown) => void;
}

/**
 * A `MicroBatcher` for what must not be lost because the database was away: an input whose batch failed goes into another, until
 * one succeeds. The work must be safe twice, since a batch whose answer was lost may have been done.
 */
export class DurableBatcher<Input> {
  private readonly batcher: MicroBatcher<Input, void>;

  constructor(
    runBatch: (inputs: readonly Input[]) => Promise<void>,
    private readonly options: DurableBatcherOptions<Input>,
  ) {
    this.batcher = new MicroBatcher<Input, void>(async (inputs) => {
      await runBatch(inputs);
      return inputs.map(() => undefined);
    }, options);
  }

  /** Resolves once it is done. Rejects with the last failure once `givenUp` is aborted. */
  async call(input: Input, givenUp: AbortSignal): Promise<void> {
    const { retryMs, onFailure } = this.options;
    for (;;) {
      try {
        return await this.batcher.call(input);
      } catch (error) {
        onFailure(input, error);
        if (givenUp.aborted) throw error;
        await pause(retryMs, givenUp);
      }
    }
  }
}
