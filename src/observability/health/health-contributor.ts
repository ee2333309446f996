/** How one part of the process is doing. `degraded`: it works, but somebody should look. */
export interface HealthReport {
  readonly state: 'up' | 'degraded' | 'down';
  /** Facts for the operator: ages in seconds, counts, names. Never secrets, URLs or what people typed. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * A room's voice in `/health`. Every provider that extends this class is found and asked; nothing else to register.
 */
export abstract class HealthContributor {
  /** Key in the answer, for example `database`. Unique. */
  abstract readonly name: string;
  /** Whether the process is of no use without it: a required part that is down makes `/health/ready` answer 503. */
  abstract readonly required: boolean;
  /** Must be cheap, since anybody may ask at any rate. A check that throws, or takes longer than 1.5 s, counts as down. */
  abstract check(): Promise<HealthReport>;
}
