/** A chat that people must have joined before they may use the bot. */
export interface Channel {
  /** Telegram's chat id. */
  readonly id: number;
  readonly title: string;
  /** Where the "join" button leads. */
  readonly inviteLink: string;
  /** People ask to join and an administrator approves: a request that waits counts as joined. */
  readonly takesJoinRequests: boolean;
  /** Only active channels are asked for. */
  readonly active: boolean;
}
