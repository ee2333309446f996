import { Injectable } from '@nestjs/common';
import { Database, DatabaseServer } from '../../database';
import { HealthContributor, type HealthReport } from './health-contributor';

/** Within the time of a check, so that the next check asks on a connection that may be well again. */
const ANSWER_TIMEOUT_MS = 1_200;

@Injectable()
export class DatabaseHealth extends HealthContributor {
  readonly name = 'database';
  readonly required = true;
  private serverVersion: string | undefined;

  constructor(
    private readonly database: Database,
    private readonly server: DatabaseServer,
  ) {
    super();
  }

  async check(): Promise<HealthReport> {
    const startedAt = performance.now();
    const [row] = await this.database.query<{ version: string }>(
      "SELECT current_setting('server_version') AS version",
      [],
      { timeoutMs: ANSWER_TIMEOUT_MS },
    );
    this.serverVersion = row?.version ?? this.serverVersion;
    return {
      state: 'up',
      details: {
        tier: this.server.tier,
        version: this.serverVersion ?? null,
        latencyMs: Math.round(performance.now() - startedAt),
      },
    };
  }
}
