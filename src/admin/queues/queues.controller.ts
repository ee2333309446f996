import { QueueInspector } from '../../queue';
import { ApiController } from '../http/api-controller';
import { Call, type CallOf } from '../http/call';
import { Serves } from '../http/endpoint';
import { getJob, listJobs, listQueues, retryJob } from './queues.contract';

/** Background work: what waits, what failed and why. */
@ApiController()
export class QueuesController {
  constructor(private readonly queues: QueueInspector) {}

  @Serves(listQueues)
  async list() {
    const items = await this.queues.overview();
    return { items, total: items.length };
  }

  @Serves(listJobs)
  async jobs(@Call() { params, query: { state, ...page } }: CallOf<typeof listJobs>) {
    return { ...(await this.queues.list(params.queue, state, page)), ...page };
  }

  @Serves(getJob)
  get(@Call() { params }: CallOf<typeof getJob>) {
    return this.queues.get(params.queue, params.jobId);
  }

  @Serves(retryJob)
  retry(@Call() { params, actor }: CallOf<typeof retryJob>) {
    return this.queues.retry(params.queue, params.jobId, actor);
  }
}
