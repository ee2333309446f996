import { Clock } from '../../src/common/clock';

/** A clock that moves only when a test moves it. */
export class FakeClock extends Clock {
  constructor(private milliseconds = Date.UTC(2026, 10, 22, 12)) {
    super();
  }

  now(): number {
    return this.milliseconds;
  }

  advance(milliseconds: number): void {
    this.milliseconds += milliseconds;
  }
}
