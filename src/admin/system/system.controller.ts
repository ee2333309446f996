import { Clock } from '../../common/clock';
import { ErrorRecords, HealthSnapshots } from '../../observability';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { SystemStatus } from './system-status';
import { getHealthHistory, getSystemStatus, listErrors } from './system.contract';

const DAY_MS = 24 * 3_600_000;

/** How the application itself is doing, and did. */
@ApiController()
export class SystemController {
  constructor(
    private readonly status: SystemStatus,
    private readonly snapshots: HealthSnapshots,
    private readonly failures: ErrorRecords,
    private readonly clock: Clock,
  ) {}

  @Serves(getSystemStatus)
  read() {
    return this.status.read();
  }

  @Serves(listErrors)
  errors(@Call() { query }: CallOf<typeof listErrors>) {
    return this.failures.browse(query);
  }

  @Serves(getHealthHistory)
  async history(@Call() { query: { from, to } }: CallOf<typeof getHealthHistory>) {
    const end = to === undefined ? new Date(this.clock.now()) : new Date(to);
    const start = from === undefined ? new Date(end.getTime() - DAY_MS) : new Date(from);
    return { items: await this.snapshots.list(start, end) };
  }
}
