import { randomBytes, randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { SeenMessage } from '../../../sandbox/src';
import { orderIdOf } from '../../../test/e2e/support/orders';
import type { Stage } from '../../../test/e2e/support/stage';

const FIRST_PERSON = 5_000;
const FILE_BYTES = 300_000;
/** However bad the day, a person has their first answer within this. */
const PATIENCE_MS = 180_000;
const PUT_OFF = 'My memory is out of reach';
/** Files that somebody has sent before and others may order with too. */
const SHARED_FILES = 20;

export const products = [
  { code: 'A100', name: 'Flyer', kinds: ['document'], limitMb: '1', pattern: '[A-Z]{2}-\\d{4}' },
  { code: 'B200', name: 'Banner', kinds: ['document'], limitMb: '1' },
];

export interface CrowdOptions {
  people: number;
  /** How long a person rests between two orders, at most. Milliseconds. */
  restMs: number;
}

/**
 * People who go on ordering whatever happens: with a file of their own, with one that others have sent too, or with an
 * album; for a product whose series follow a pattern, or one that takes any.
 */
export class OrderCrowd {
  /** From sending the file to being asked for the series. Milliseconds. */
  readonly answerTimes: number[] = [];
  /** Messages that were answered by a plea to try again, since the database was away just then. */
  putOff = 0;
  /** Messages that were never answered: what they were, and after how many minutes of the run they were sent. */
  readonly unanswered: string[] = [];
  private readonly arrivedAt = performance.now();
  private readonly leaving = new AbortController();
  private readonly shared: string[] = [];
  private readonly persons: Promise<void>[] = [];

  constructor(
    private readonly stage: Stage,
    private readonly options: CrowdOptions,
  ) {}

  async arrive(): Promise<void> {
    const { people } = this.options;
    setMaxListeners(people + 1, this.leaving.signal);
    await this.stage.people.addPeople({ count: people, firstId: FIRST_PERSON, languageCode: 'en', started: true });
    for (let index = 0; index < people; index += 1) this.persons.push(this.keepOrdering(FIRST_PERSON + index));
  }

  /** Nobody begins another order; resolves when everybody has had their answers. */
  async leave(): Promise<void> {
    this.leaving.abort();
    await Promise.all(this.persons);
  }

  private async keepOrdering(person: number): Promise<void> {
    const { signal } = this.leaving;
    while (!signal.aborted) {
      await pause(randomInt(this.options.restMs), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.order(person);
    }
  }

  private async order(person: number): Promise<void> {
    const product = products[randomInt(products.length)] ?? { code: 'A100' };
    const sentAt = performance.now();
    const sent = await this.sendMedia(person, product.code);
    const question = await this.answerTo(person, sent, (text) => text.includes('Now send me the series'));
    if (!question) return;
    this.answerTimes.push(performance.now() - sentAt);
    await this.giveSeries(person, question);
  }

  private async giveSeries(person: number, question: SeenMessage): Promise<void> {
    const id = orderIdOf(question);
    const given = await this.stage.people.sendText(person, series());
    await this.answerTo(person, given, (text) => text.includes(`#${id}`));
  }

  private async answerTo(
    person: number,
    sent: SeenMessage,
    isAnswer: (text: string) => boolean,
  ): Promise<SeenMessage | undefined> {
    try {
      const answer = await this.stage.people.waitForMessage(
        person,
        ({ text, replyTo }) => (replyTo?.messageId === sent.messageId && isAnswer(text)) || text.includes(PUT_OFF),
        { since: sent, timeoutMs: PATIENCE_MS },
      );
      if (!answer.text.includes(PUT_OFF)) return answer;
      this.putOff += 1;
    } catch {
      const minutes = ((performance.now() - this.arrivedAt) / 60_000 - PATIENCE_MS / 60_000).toFixed(1);
      const what = sent.media ? 'media' : `series "${sent.text}"`;
      this.unanswered.push(`${what} of ${person} at ${minutes} min, who read ${await this.readSince(person, sent)}`);
    }
    return undefined;
  }

  /** What this person was told after the message that was not answered: to see whose answer is missing, and why. */
  private async readSince(person: number, sent: SeenMessage): Promise<string> {
    const { items } = await this.stage.people.listMessages(person, undefined, { limit: 500 });
    const after = items.slice(items.findIndex(({ messageId }) => messageId === sent.messageId) + 1);
    return JSON.stringify(after.slice(0, 4).map(({ text, outgoing }) => (outgoing ? `(own) ${text}` : text)));
  }

  private async sendMedia(person: number, code: string): Promise<SeenMessage> {
    const { people } = this.stage;
    const choice = randomInt(5);
    const known = this.shared[randomInt(SHARED_FILES)];
    if (choice === 0 && known !== undefined) {
      return first(await people.sendMessage(person, { text: code, media: [{ kind: 'document', file: known }] }));
    }
    if (choice === 1) {
      const names = ['one', 'two', 'three'];
      return first(
        await people.sendMessage(
          person,
          { text: code, media: names.map((name) => ({ kind: 'document', file: `attach://${name}`, fileName: name })) },
          names.map((name) => ({ name, content: { bytes: randomBytes(FILE_BYTES) } })),
        ),
      );
    }
    const sent = await people.sendDocument(person, { bytes: randomBytes(FILE_BYTES) }, { caption: code });
    if (sent.media) this.shared[this.shared.length % SHARED_FILES] = sent.media.fileUniqueId;
    return sent;
  }
}

/** Fits every product. */
export const series = (): string => `AB-${String(randomInt(10_000)).padStart(4, '0')}`;

function first(messages: SeenMessage[]): SeenMessage {
  const [message] = messages;
  if (!message) throw new Error('nothing was sent');
  return message;
}
