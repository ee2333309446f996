import type { Role } from '../../config';
import type { NamedReport } from '../health/health.registry';

/** What a process says of itself every few seconds, so that others can tell without asking it. */
export interface ProcessReport {
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly roles: readonly Role[];
  /** Its parts, as its `/health` tells them. */
  readonly parts: readonly NamedReport[];
  /** Unexpected failures in it within the last minute. */
  readonly errorsLastMinute: number;
}

/** A process that was seen lately. */
export interface SeenProcess extends ProcessReport {
  readonly processId: string;
  readonly startedAt: Date;
  readonly seenAt: Date;
}
