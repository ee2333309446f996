import { type JobContext, JobProcessor } from '../../queue/job-processor';
import { Processes } from '../../queue/processes.decorator';
import { sendNoticeJob } from '../orders.jobs';
import type { NoticeRequest } from './order-notice';
import { OrderNoticeService } from './order-notice.service';

/** Runs `orders.notify`. */
@Processes(sendNoticeJob)
export class OrderNoticeProcessor extends JobProcessor<NoticeRequest> {
  readonly job = sendNoticeJob;

  constructor(private readonly notices: OrderNoticeService) {
    super();
  }

  async process(request: NoticeRequest, context: JobContext): Promise<void> {
    await this.notices.send(request, context);
  }
}
