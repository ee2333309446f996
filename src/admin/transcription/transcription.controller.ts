import { type QueueEntry, TranscriptionService, UsageStatistics } from '../../transcription';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { cancelRequest, listUsage, viewQueue } from './transcription.contract';

/** Speech to text: who asked for how much, and who waits. */
@ApiController()
export class TranscriptionController {
  constructor(
    private readonly requests: TranscriptionService,
    private readonly usage: UsageStatistics,
  ) {}

  @Serves(listUsage)
  async list(@Call() { query: { sort: _sort, ...filter } }: CallOf<typeof listUsage>) {
    const found = await this.usage.list(filter);
    const items = found.page === filter.page ? found.items : [];
    return { ...found, items, page: filter.page, totalIsEstimate: false };
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
