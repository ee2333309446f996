import type { ControlErrorBody } from '../../../src/control/contract';

/** A control call that failed, with a sentence a person can read. */
export class ControlRefusal extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer at all. */
    readonly status = 0,
  ) {
    super(message);
    this.name = 'ControlRefusal';
  }

  /** Reads the API's error body; anything else becomes a general sentence with the status. */
  static fromBody(status: number, text: string): ControlRefusal {
    try {
      return new ControlRefusal((JSON.parse(text) as ControlErrorBody).error.message, status);
    } catch {
      return new ControlRefusal(`The sandbox answered ${status}.`, status);
    }
  }
}
