/** How a peer is started: its limits and whom it writes to, as environment variables. */
export interface PeerEnvironment {
  readonly BOT_TOKEN: string;
  readonly TELEGRAM_API_ROOT: string;
  readonly FIRST_PERSON: string;
  readonly PEOPLE: string;
  /** What the server takes a second. */
  readonly RATE: string;
  /** Whether to ask for the paid limit. */
  readonly PAID: string;
  readonly STRATEGY: PeerStrategy;
}

/** `one by one`: a message, a pause of 50 ms, the next; the others are grammY with its plugins, as their documents show. */
export const peerStrategies = ['one by one', 'grammY auto-retry', 'grammY throttler'] as const;
export type PeerStrategy = (typeof peerStrategies)[number];

/** What a peer tells when it is done. */
export interface PeerResult {
  readonly seconds: number;
  readonly delivered: number;
  readonly failed: number;
}
