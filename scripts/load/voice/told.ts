import type { Sandbox, SeenMessage } from '../../../sandbox/src';

const GIVE_UP_MS = 600_000;

/** What people are told about the recordings they sent, as it appears in their chats. */
export class Told {
  private readonly endings = new Map<string, SeenMessage>();
  private readonly waiting = new Map<string, (ending: SeenMessage) => void>();
  /** The wait that was first named, by person; 0 where it is said to begin at once. */
  private readonly estimates = new Map<string, number>();
  private unsubscribe: () => void = () => undefined;

  static async listen(people: Sandbox['control']): Promise<Told> {
    const told = new Told();
    told.unsubscribe = await people.subscribe(
      (event) => {
        if (event.type === 'message' || event.type === 'edit') told.hear(event.personId, event.message);
      },
      { types: ['message', 'edit'] },
    );
    return told;
  }

  /** Resolves with the message that ends the request: it offers nothing to cancel any more. */
  async ending(person: number, voice: SeenMessage): Promise<SeenMessage> {
    const key = keyOf(person, voice.messageId);
    const known = this.endings.get(key);
    if (known) return known;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<SeenMessage>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`${person} was told nothing`)), GIVE_UP_MS);
        this.waiting.set(key, resolve);
      });
    } finally {
      clearTimeout(timer);
    }
  }

  /** Seconds that were estimated when the recording came into line; `null` when nothing was said of it. */
  estimate(person: number, voice: SeenMessage): number | null {
    return this.estimates.get(keyOf(person, voice.messageId)) ?? null;
  }

  stop(): void {
    this.unsubscribe();
  }

  private hear(person: number, message: SeenMessage): void {
    if (message.outgoing || !message.replyTo) return;
    const key = keyOf(person, message.replyTo.messageId);
    if (message.buttons.length > 0) {
      if (!this.estimates.has(key)) this.estimates.set(key, estimateIn(message.text));
      return;
    }
    this.endings.set(key, message);
    this.waiting.get(key)?.(message);
    this.waiting.delete(key);
  }
}

const keyOf = (person: number, messageId: number): string => `${person}/${messageId}`;

function estimateIn(text: string): number {
  const [, minutes = '0', seconds = '0'] = /in about (?:(\d+) min)? ?(?:(\d+) s)?/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}
