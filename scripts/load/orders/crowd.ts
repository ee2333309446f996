import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox, SeenMessage } from '../../../sandbox/src';
import type { QuestionClock } from './question-clock';

/** Milliseconds until the first answer, by what was asked. */
export class Answers {
  readonly order: number[] = [];
  readonly series: number[] = [];
  readonly search: number[] = [];
  readonly download: number[] = [];
}

export const questionKinds = ['order', 'series', 'search', 'download'] as const;
export type QuestionKind = (typeof questionKinds)[number];

const WORDS = ['handbook', 'menu', 'guest', 'rules'];

/** People who talk to one bot, their questions on the clock. */
export class Crowd {
  constructor(
    private readonly people: Sandbox['control'],
    private readonly clock: QuestionClock,
    private readonly botId: number,
  ) {}

  /** Sends media with the product's code and waits for the first answer: the question for the series. */
  async order(person: number, code: string, fileUniqueId: string): Promise<number> {
    const media = [{ kind: 'document' as const, file: fileUniqueId }];
    return this.clock.ask(person, this.expect('sendMessage'), () =>
      this.people.sendMessage(person, { chatId: this.botId, text: code, media }),
    );
  }

  async giveSeries(person: number): Promise<number> {
    return this.clock.ask(person, this.expect('sendMessage'), () =>
      this.people.sendMessage(person, { chatId: this.botId, text: `S-${person}` }),
    );
  }

  /** Searches, then taps the first file that was found; a download is answered when the file is there. */
  async findAndDownload(person: number, answers: Answers): Promise<void> {
    const text = WORDS[Math.floor(Math.random() * WORDS.length)] ?? '';
    answers.search.push(
      await this.clock.ask(person, this.expect('sendMessage'), () =>
        this.people.sendMessage(person, { chatId: this.botId, text }),
      ),
    );
    const { items } = await this.people.listMessages(person, this.botId, { limit: 5 });
    const found = items.findLast((message) => firstFile(message) !== undefined);
    if (!found) throw new Error(`"${text}" found nothing`);
    answers.download.push(
      await this.clock.ask(person, this.expect('sendDocument'), () =>
        this.people.pressButton(person, { messageId: found.messageId, data: firstFile(found), timeoutMs: 0 }),
      ),
    );
  }

  /**
   * Everybody goes on searching and downloading, with a pause after each, until told to stop. They begin one after the other
   * within `pauseMs`, as people do who don't know of each other.
   */
  async browse(persons: readonly number[], answers: () => Answers, stop: AbortSignal, pauseMs: number): Promise<void> {
    const one = async (person: number, index: number): Promise<void> => {
      await pause((pauseMs * index) / persons.length);
      while (!stop.aborted) {
        await this.findAndDownload(person, answers());
        await pause(pauseMs * (0.5 + Math.random()));
      }
    };
    await Promise.all(persons.map(one));
  }

  private expect(...methods: string[]) {
    return { botId: this.botId, methods };
  }
}

const firstFile = (message: SeenMessage): string | undefined =>
  message.buttons.flat().find(({ data }) => data?.startsWith('file:download:'))?.data;
