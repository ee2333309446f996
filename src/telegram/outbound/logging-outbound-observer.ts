import { Injectable, Logger } from '@nestjs/common';
import { OutboundObserver, type FinishedCall } from './outbound-observer';

/** Tells the log what an operator may want to know: refusals of rate as warnings, everything else for debugging. */
@Injectable()
export class LoggingOutboundObserver extends OutboundObserver {
  private readonly logger = new Logger('Telegram');

  callFinished(call: FinishedCall): void {
    if (call.outcome !== 'ok') this.logger.debug({ msg: 'a call to Telegram failed', ...call });
  }

  rateLimited(refusal: { method: string; lane: string; retryAfterSeconds: number }): void {
    this.logger.warn({ msg: 'Telegram asks for a pause', ...refusal });
  }
}
