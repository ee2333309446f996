import { Processes } from '../../queue/processes.decorator';
import { JobProcessor } from '../../queue/job-processor';
import { sendLedgerJob } from '../broadcast.jobs';
import { LedgerService } from './ledger.service';

/** Runs `broadcast.send-ledger`. */
@Processes(sendLedgerJob)
export class SendLedgerProcessor extends JobProcessor<{ broadcastId: number; userId: number; request: number }> {
  readonly job = sendLedgerJob;

  constructor(private readonly ledgers: LedgerService) {
    super();
  }

  process({ broadcastId, userId }: { broadcastId: number; userId: number }): Promise<void> {
    return this.ledgers.deliver(broadcastId, userId);
  }
}
