import { type JobContext, JobProcessor, Processes } from '../queue';
import type { DeliveryRequest } from './media-delivery.repository';
import { MediaDeliveryService } from './media-delivery.service';
import { deliverMediaJob } from './media.jobs';

@Processes(deliverMediaJob)
export class DeliverMediaProcessor extends JobProcessor<DeliveryRequest> {
  readonly job = deliverMediaJob;

  constructor(private readonly delivery: MediaDeliveryService) {
    super();
  }

  async process(request: DeliveryRequest, context: JobContext): Promise<void> {
    await this.delivery.deliver(request, context);
  }
}
