/** Process exit codes: asked to stop and did; can't start; asked twice, so stopped at once. */
export const exitCodes = { stopped: 0, failed: 1, forced: 130 } as const;

interface Step {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

export interface ShutdownLog {
  info(fields: { msg: string; [field: string]: unknown }): void;
  error(fields: { msg: string; [field: string]: unknown }): void;
}

/**
 * Stops the process in order: what was opened last is closed first, all within one time limit. The first SIGTERM or
 * SIGINT begins it, also in the middle of a start; a second one ends the process at once.
 *
 * Nest's own shutdown hooks are not used: they end by sending the signal again, so the exit code could not be 0.
 */
export class Shutdown {
  private readonly steps: Step[] = [];
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly timeoutMs: number,
    private readonly log: ShutdownLog,
    private readonly exit: (code: number) => void = (code) => process.exit(code),
  ) {}

  get isStopping(): boolean {
    return this.stopping !== undefined;
  }

  /** Runs `step` before everything that was added earlier. */
  add(name: string, run: () => Promise<unknown>): void {
    this.steps.unshift({ name, run });
  }

  listen(): void {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        if (this.isStopping) return this.exit(exitCodes.forced);
        this.log.info({ msg: 'stopping', signal });
        void this.stop(exitCodes.stopped);
      });
    }
  }

  /** Runs the steps and ends the process. Safe to call twice: the first call's code counts. */
  stop(code: number): Promise<void> {
    this.stopping ??= this.runSteps(code);
    return this.stopping;
  }

  private async runSteps(code: number): Promise<void> {
    const timer = setTimeout(() => {
      this.log.error({ msg: 'stopping took too long; what is left is cut off', timeoutMs: this.timeoutMs });
      this.exit(code);
    }, this.timeoutMs);
    for (const { name, run } of this.steps) {
      try {
        await run();
      } catch (error) {
        this.log.error({ msg: 'a step of stopping failed', step: name, err: error });
      }
    }
    clearTimeout(timer);
    this.log.info({ msg: 'stopped' });
    this.exit(code);
  }
}
