import type { Stage } from '../../../test/e2e/support/stage';

export type Outcome = 'complete' | 'failed' | 'recovered';

export interface SeenNotice {
  readonly orderId: number;
  readonly outcome: Outcome;
  readonly recipientId: number;
  /** The message said of itself that it may be a repetition. */
  readonly saysRepeated: boolean;
}

const TEXTS: readonly [Outcome, RegExp][] = [
  ['complete', /Order #(\d+) is complete/],
  ['failed', /Order #(\d+) (?:could not be finished|failed:)/],
  ['recovered', /The file of order #(\d+) has arrived after all/],
];

/** Every notice that arrived at a person, as Telegram saw it. */
export class NoticeLog {
  readonly notices: SeenNotice[] = [];

  private constructor() {}

  static async open(stage: Stage): Promise<NoticeLog> {
    const log = new NoticeLog();
    await stage.people.subscribe(
      (event) => {
        if (event.type !== 'message' || event.message.outgoing) return;
        const { text } = event.message;
        for (const [outcome, pattern] of TEXTS) {
          const orderId = Number(pattern.exec(text)?.[1] ?? 0);
          if (orderId === 0) continue;
          const saysRepeated = text.includes('We had a short interruption');
          log.notices.push({ orderId, outcome, recipientId: event.personId, saysRepeated });
        }
      },
      { types: ['message'] },
    );
    return log;
  }
}
