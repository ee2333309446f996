/** What the sandbox's process is asked to do, and what it answers. Times are milliseconds. */
export type SandboxRequest =
  /** Puts `count` updates from many chats into the queue at once and waits for as many answers. */
  | { kind: 'burst'; botId: number; count: number }
  /** Sends updates one at a time, each after the answer to the one before. */
  | { kind: 'sequence'; botId: number; count: number };

export interface Measurement {
  elapsedMs: number;
  p50Ms: number;
  p99Ms: number;
}

export type SandboxReply = { kind: 'ready'; url: string } | ({ kind: 'measured' } & Measurement);

/** What a bot's process gets in its environment. */
export interface PeerEnvironment {
  BOT_TOKEN: string;
  TELEGRAM_API_ROOT: string;
  /** JSON: options of a PostgreSQL client. */
  POSTGRES_TARGET: string;
}

/** What a bare bot does with an update, beside answering it. */
export const INSERT_UPDATE = 'INSERT INTO bare_updates (update_id, user_id, received_at) VALUES ($1, $2, now())';

/** As long as the application's own answer to the same text. */
export const ANSWER = 'Send me a few words of what you look for, and I will find the file. '.repeat(8);
