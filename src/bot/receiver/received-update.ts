/** An update with what the receiver needs to know of it. */
export interface ReceivedUpdate {
  readonly updateId: number;
  /** Updates with the same key are handled one after the other, in the order of their ids. */
  readonly chatKey: number;
  readonly update: unknown;
}

interface WithParties {
  chat?: { id?: unknown };
  from?: { id?: unknown };
  user?: { id?: unknown };
  message?: { chat?: { id?: unknown } };
}

/**
 * Reads an update of any shape. Answers undefined when it has no usable `update_id`: without one it can be neither
 * deduplicated nor confirmed.
 */
export function readUpdate(update: unknown): ReceivedUpdate | undefined {
  if (typeof update !== 'object' || update === null) return undefined;
  const updateId = (update as { update_id?: unknown }).update_id;
  if (!Number.isSafeInteger(updateId)) return undefined;
  return { updateId: updateId as number, chatKey: chatKeyOf(update), update };
}

/**
 * The chat an update belongs to, else the person (whose private chat has the same id), else 0: updates about nobody,
 * such as a closing poll, share one line.
 */
function chatKeyOf(update: object): number {
  for (const content of Object.values(update) as unknown[]) {
    if (typeof content !== 'object' || content === null) continue;
    const { chat, message, from, user } = content as WithParties;
    const id = chat?.id ?? message?.chat?.id ?? from?.id ?? user?.id;
    if (Number.isSafeInteger(id)) return id as number;
  }
  return 0;
}
