/** What the Bot API answered instead of a result. Stays inside this room: callers get the classes of `telegram-errors.ts`. */
export class BotApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
    readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } = {},
    /** False for what a proxy in between answered: Telegram itself may have done the work. */
    readonly isTelegramsOwn = true,
  ) {
    super(`${status}: ${description}`);
    this.name = 'BotApiRefusal';
  }
}

/** No answer came: the connection could not be made, broke, or the time was up. */
export class NoAnswer extends Error {
  constructor(
    /** A short name of what happened, fit for logs: an error code, never an address. */
    readonly reason: string,
    /** True when it is certain that Telegram never saw the request, so that sending it again can't do it twice. */
    readonly neverSent: boolean,
    options?: ErrorOptions,
  ) {
    super(reason, options);
    this.name = 'NoAnswer';
  }

  /** The time was up. */
  get isTimeout(): boolean {
    return this.reason === 'ETIMEDOUT';
  }
}

interface Envelope {
  ok?: unknown;
  result?: unknown;
  error_code?: unknown;
  description?: unknown;
  parameters?: { retry_after?: unknown; migrate_to_chat_id?: unknown };
}

/**
 * Reads the body of an answer: its `result`, or throws `BotApiRefusal`. A proxy's HTML page is a refusal with the
 * status it came with.
 */
export function readAnswer(status: number, body: string): unknown {
  const envelope = parseEnvelope(body);
  if (envelope?.ok === true) return envelope.result;
  const { retry_after, migrate_to_chat_id } = envelope?.parameters ?? {};
  throw new BotApiRefusal(
    typeof envelope?.error_code === 'number' ? envelope.error_code : status === 200 ? 502 : status,
    typeof envelope?.description === 'string' ? envelope.description : `HTTP ${status} without a Bot API answer`,
    {
      ...(typeof retry_after === 'number' && { retry_after }),
      ...(typeof migrate_to_chat_id === 'number' && { migrate_to_chat_id }),
    },
    typeof envelope?.error_code === 'number',
  );
}

function parseEnvelope(body: string): Envelope | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
