import { type FakeBotApi, type SeenCall } from '../telegram/fake-bot-api';

type Update = { update_id: number } & Record<string, unknown>;

/** The waiting updates of a fake Bot API: offsets confirm, an empty queue holds the poll open. */
export class FakeUpdates {
  private waiting: Update[] = [];
  private nextId = 1;
  private arrived: () => void = () => undefined;
  /** Asked before each poll; what it does with the response replaces the answer. */
  refusal: ((...args: Parameters<Parameters<FakeBotApi['on']>[1]>) => unknown) | undefined;

  constructor(fake: FakeBotApi) {
    fake.on('getUpdates', async (call, response) => {
      if (this.refusal) return this.refusal(call, response);
      return this.answer(call);
    });
    fake.on('deleteWebhook', () => true);
  }

  /** A text from a person in their private chat; answers its `update_id`. */
  text(from: number, text: string): number {
    return this.add({ message: { chat: { id: from }, from: { id: from }, text } });
  }

  add(content: Record<string, unknown>): number {
    const update_id = this.nextId++;
    this.waiting.push({ update_id, ...content });
    this.arrived();
    return update_id;
  }

  get unconfirmed(): number {
    return this.waiting.length;
  }

  private async answer({ payload }: SeenCall): Promise<Update[]> {
    const { offset, limit, timeout } = payload as { offset?: number; limit: number; timeout: number };
    if (offset !== undefined) this.waiting = this.waiting.filter(({ update_id }) => update_id >= offset);
    if (this.waiting.length === 0 && timeout > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 300);
        this.arrived = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.waiting.slice(0, limit);
  }
}
