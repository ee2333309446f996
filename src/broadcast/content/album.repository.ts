import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';

/** Which messages are the pieces of one album, as far as the bot has seen them arrive. */
@Injectable()
export class AlbumRepository {
  constructor(private readonly database: Database) {}

  /** Notes a piece, also in drafts that are made of its album; answers whether there are such drafts. Safe twice. */
  async notePiece(piece: { chatId: number; messageId: number; albumId: string }): Promise<boolean> {
    const drafts = await this.database.execute(
      `WITH noted AS (
         INSERT INTO broadcast_album_pieces (chat_id, message_id, album_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
       )
       UPDATE broadcasts SET content = jsonb_set(content, '{messageIds}', (
         SELECT jsonb_agg(id ORDER BY id) FROM (
           SELECT value::bigint AS id FROM jsonb_array_elements_text(content->'messageIds') UNION SELECT $2::bigint) ids))
       WHERE status = 'draft' AND content @> jsonb_build_object('kind', 'copy', 'chatId', $1::bigint, 'albumId', $3::text)`,
      [piece.chatId, piece.messageId, piece.albumId],
    );
    return drafts > 0;
  }

  /** The ids of an album's pieces, ascending. */
  async piecesOf(chatId: number, albumId: string): Promise<number[]> {
    const rows = await this.database.query<{ id: string }>(
      'SELECT message_id AS id FROM broadcast_album_pieces WHERE chat_id = $1 AND album_id = $2 ORDER BY message_id',
      [chatId, albumId],
    );
    return rows.map(({ id }) => Number(id));
  }

  /** Forgets pieces older than `days`. Answers how many. */
  async forgetOld(days: number): Promise<number> {
    return this.database.execute(
      'DELETE FROM broadcast_album_pieces WHERE created_at < now() - make_interval(days => $1)',
      [days],
    );
  }
}
