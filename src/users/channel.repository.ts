import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import type { Channel } from './channel';

interface ChannelRow {
  chat_id: string;
  title: string;
  invite_link: string;
  takes_join_requests: boolean;
  active: boolean;
}

const COLUMNS = 'chat_id, title, invite_link, takes_join_requests, active';

const toChannel = (row: ChannelRow): Channel => ({
  id: Number(row.chat_id),
  title: row.title,
  inviteLink: row.invite_link,
  takesJoinRequests: row.takes_join_requests,
  active: row.active,
});

@Injectable()
export class ChannelRepository {
  constructor(private readonly database: Database) {}

  /** All channels, oldest first. */
  async list(): Promise<Channel[]> {
    const rows = await this.database.query<ChannelRow>(`SELECT ${COLUMNS} FROM channels ORDER BY created_at, chat_id`);
    return rows.map(toChannel);
  }

  /** Reads one and keeps others from changing it until the transaction ends. */
  async find(id: number): Promise<Channel | undefined> {
    const [row] = await this.database.query<ChannelRow>(
      `SELECT ${COLUMNS} FROM channels WHERE chat_id = $1 FOR UPDATE`,
      [id],
    );
    return row && toChannel(row);
  }

  /** Adds a channel, or renews what is known of it; either way it is active afterwards. */
  async save(channel: Omit<Channel, 'active'>): Promise<Channel> {
    const [row] = await this.database.query<ChannelRow>(
      `INSERT INTO channels (chat_id, title, invite_link, takes_join_requests) VALUES ($1, $2, $3, $4)
       ON CONFLICT (chat_id) DO UPDATE
         SET title = excluded.title, invite_link = excluded.invite_link,
             takes_join_requests = excluded.takes_join_requests, active = true
       RETURNING ${COLUMNS}`,
      [channel.id, channel.title, channel.inviteLink, channel.takesJoinRequests],
    );
    return row ? toChannel(row) : { ...channel, active: true };
  }

  async setActive(id: number, active: boolean): Promise<Channel | undefined> {
    const [row] = await this.database.query<ChannelRow>(
      `UPDATE channels SET active = $2 WHERE chat_id = $1 RETURNING ${COLUMNS}`,
      [id, active],
    );
    return row && toChannel(row);
  }

  /** Changes how people join. */
  async setInvitation(id: number, inviteLink: string, takesJoinRequests: boolean): Promise<Channel | undefined> {
    const [row] = await this.database.query<ChannelRow>(
      `UPDATE channels SET invite_link = $2, takes_join_requests = $3 WHERE chat_id = $1 RETURNING ${COLUMNS}`,
      [id, inviteLink, takesJoinRequests],
    );
    return row && toChannel(row);
  }

  async remove(id: number): Promise<void> {
    await this.database.execute(
      `WITH gone AS (DELETE FROM channels WHERE chat_id = $1)
       DELETE FROM channel_join_requests WHERE chat_id = $1`,
      [id],
    );
  }

  /** Remembers a request to join, if it is for one of our channels. Safe twice. */
  async recordJoinRequest(channelId: number, userId: number): Promise<void> {
    await this.database.execute(
      `INSERT INTO channel_join_requests (chat_id, user_id)
       SELECT chat_id, $2 FROM channels WHERE chat_id = $1
       ON CONFLICT DO NOTHING`,
      [channelId, userId],
    );
  }

  async forgetJoinRequest(channelId: number, userId: number): Promise<void> {
    await this.database.execute('DELETE FROM channel_join_requests WHERE chat_id = $1 AND user_id = $2', [
      channelId,
      userId,
    ]);
  }

  /** Of the given channels, those that this person has asked to join. */
  async findRequested(userId: number, channelIds: readonly number[]): Promise<number[]> {
    const rows = await this.database.query<{ chat_id: string }>(
      'SELECT chat_id FROM channel_join_requests WHERE user_id = $1 AND chat_id = ANY($2::bigint[])',
      [userId, channelIds],
    );
    return rows.map((row) => Number(row.chat_id));
  }
}
