import { Clock } from '../../src/common/clock';

/** The time of day, and as much later as a test wants it to be. */
export class SettableClock extends Clock {
  aheadMs = 0;

  now(): number {
    return Date.now() + this.aheadMs;
  }
}
