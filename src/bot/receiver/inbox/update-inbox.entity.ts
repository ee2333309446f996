import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { telegramIdColumn } from '../../../database';

export const updateOutcomes = ['handled', 'failed', 'abandoned'] as const;
/** `failed`: the handler threw. `abandoned`: the process died each time it was tried, so it is not tried again. */
export type UpdateOutcome = (typeof updateOutcomes)[number];

/** An update that Telegram has delivered. The row is the claim: whoever inserts it handles it. */
@Entity('update_inbox')
@Index('update_inbox_unhandled', ['chatKey', 'updateId'], { where: 'handled_at IS NULL' })
export class UpdateInboxEntry {
  @PrimaryColumn({ ...telegramIdColumn, name: 'update_id' })
  updateId!: number;

  @Column({ ...telegramIdColumn, name: 'chat_key' })
  chatKey!: number;

  /** The update as JSON; emptied once it is handled, since what people wrote is nobody's business any more. */
  @Column({ type: 'text', nullable: true })
  payload!: string | null;

  /** How often handling has begun. */
  @Column({ type: 'smallint' })
  attempts!: number;

  @Column({ name: 'received_at', type: 'timestamptz', default: () => 'now()' })
  receivedAt!: Date;

  @Column({ name: 'handled_at', type: 'timestamptz', nullable: true })
  handledAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome!: UpdateOutcome | null;
}
