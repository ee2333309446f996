import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A process that sends, for as long as it shows signs of life. */
@Entity('broadcast_senders')
export class BroadcastSenderEntity {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'seen_at', type: 'timestamptz', default: () => 'now()' })
  seenAt!: Date;
}
