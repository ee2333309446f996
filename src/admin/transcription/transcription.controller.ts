import { Clock } from '../../common/clock';
import { type QueueEntry, TranscriptionService, UsageStatistics } from '../../transcription';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { cancelRequest, listEngines, listUsage, viewQueue } from './transcription.contract';

const DAY_MS = 24 * 3_600_000;

/** Speech to text: who asked for how much, and who waits. */
@ApiController()
export class TranscriptionController {
  constructor(
    private readonly requests: TranscriptionService,
    private readonly usage: UsageStatistics,
    private readonly clock: Clock,
  ) {}

  @Serves(listUsage)
  list(@Call() { query }: CallOf<typeof listUsage>) {
    return this.usage.list(query);
  }

  @Serves(listEngines)
  async engines() {
    const items = await this.usage.engines(new Date(this.clock.now() - DAY_MS));
    return { items, total: items.length };
  }

  @Serves(viewQueue)
  async queue() {
    const items = (await this.requests.viewQueue()).map(shown);
    return { items, total: items.length };
  }

  @Serves(cancelRequest)
  cancel(@Call() { params, actor }: CallOf<typeof cancelRequest>) {
    return this.requests.cancel(params.requestId, { actor, isStaff: true });
  }
}

const shown = ({ id, userId, state, durationSeconds, position, waitMs }: QueueEntry) => ({
  id,
  userId,
  state,
  durationSeconds,
  position,
  waitMs,
});
