import type { Metric } from 'prom-client';

/**
 * A room's voice in `/metrics`. Every provider that extends this class is found at start; nothing else to register.
 *
 * Names follow Prometheus: `bellhop_…_total` for counters, `_seconds` and `_bytes` for units. Labels take values from a
 * fixed set only (methods, lanes, queues, handlers), never ids, names or texts of people. Create metrics with
 * `registers: []`, so that they belong to this application and not to the whole process.
 */
export abstract class MetricsContributor {
  /** Names are unique in the application, or it does not start. */
  abstract readonly metrics: readonly Metric[];

  /** Not sampled again within this many milliseconds; the gauges keep what they have. Unset: sampled at each scrape. */
  readonly sampleEveryMs?: number;

  /**
   * Called before a scrape, to read what is only known by asking (queue depths, rows by state). After a second it is given up
   * on. Gauges that it sets must have labels: when it fails they are emptied, since no figure is better than a stale one.
   */
  sample?(): Promise<void> | void;
}
