import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, telegramIdColumn } from '../../database/bigint-column';

/** A message that is a piece of an album: Telegram shows a reply only the one piece that was tapped. */
@Entity('broadcast_album_pieces')
@Index('broadcast_album_pieces_album_index', ['chatId', 'albumId'])
export class AlbumPieceEntity {
  @PrimaryColumn({ name: 'chat_id', ...telegramIdColumn })
  chatId!: number;

  @PrimaryColumn({ name: 'message_id', ...bigintColumn })
  messageId!: number;

  @Column({ name: 'album_id', type: 'text' })
  albumId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
