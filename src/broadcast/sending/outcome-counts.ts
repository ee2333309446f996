import { Injectable } from '@nestjs/common';
import { type RecipientStatus, recipientStatuses } from '../broadcast-state';

/** What became of the messages of this process since its start, by outcome. */
@Injectable()
export class OutcomeCounts {
  private readonly counts = new Map<RecipientStatus, number>(
    recipientStatuses.filter((status) => status !== 'sending').map((status) => [status, 0]),
  );

  count(outcome: RecipientStatus): void {
    this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + 1);
  }

  list(): readonly (readonly [RecipientStatus, number])[] {
    return [...this.counts];
  }
}
