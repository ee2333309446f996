import type { CallRecord, Sandbox } from '../../../sandbox/src';

/** What counts as the answer to a question. */
export interface Expectation {
  readonly botId: number;
  /** Calls of the Bot API, any of which is the answer. */
  readonly methods: readonly string[];
}

interface OpenQuestion extends Expectation {
  readonly askedAt: number;
  resolve(milliseconds: number): void;
}

const GIVE_UP_MS = 120_000;
/** Notices come by themselves; they answer nothing. */
const NOTICE = /is complete/;

/**
 * Takes the time from the moment a person's message is in Telegram to the moment Telegram has the bot's answer, both as the
 * sandbox sees them, in its own process. A person asks one thing at a time.
 */
export class QuestionClock {
  private readonly open = new Map<string, OpenQuestion>();
  private readonly told = new Map<string, number>();
  private unsubscribe: () => void = () => undefined;

  static async start(control: Sandbox['control']): Promise<QuestionClock> {
    const clock = new QuestionClock();
    clock.unsubscribe = await control.subscribe(
      (event) => {
        if (event.type === 'call') clock.heard(event.call);
      },
      { types: ['call'] },
    );
    return clock;
  }

  /** Puts a question and answers the milliseconds until its first answer. */
  async ask(chatId: number, expected: Expectation, put: () => Promise<unknown>): Promise<number> {
    const key = `${expected.botId}/${chatId}`;
    let timer: NodeJS.Timeout | undefined;
    const answered = new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`nobody answered in chat ${chatId}`)), GIVE_UP_MS);
      this.open.set(key, { ...expected, askedAt: performance.now(), resolve });
    });
    try {
      await put();
      return await answered;
    } finally {
      clearTimeout(timer);
    }
  }

  /** How often this chat has been told that an order is complete. */
  completions(botId: number, chatId: number): number {
    return this.told.get(`${botId}/${chatId}`) ?? 0;
  }

  stop(): void {
    this.unsubscribe();
  }

  private heard({ botId, chatId, method, summary, outcome }: CallRecord): void {
    if (outcome !== 'ok') return;
    const key = `${botId}/${chatId}`;
    if (method === 'sendMessage' && NOTICE.test(summary)) {
      this.told.set(key, (this.told.get(key) ?? 0) + 1);
      return;
    }
    const question = this.open.get(key);
    if (!question?.methods.includes(method)) return;
    this.open.delete(key);
    question.resolve(performance.now() - question.askedAt);
  }
}
