import { type ControlErrorBody } from './contract';

const STATUS_BY_CODE = { bad_request: 400, not_found: 404, conflict: 409, timeout: 408, internal: 500 } as const;

/** A control call that was refused; thrown in-process and by the client alike. */
export class ControlError extends Error {
  constructor(
    readonly code: ControlErrorBody['error']['code'],
    message: string,
  ) {
    super(message);
    this.name = 'ControlError';
  }

  /** The HTTP status this error travels with. */
  get status(): number {
    return STATUS_BY_CODE[this.code];
  }
}
