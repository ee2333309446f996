import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

export const FAKE_TOKEN = '4242:abcdefghijklmnopqrstuvwxyz012345678';

export interface SeenCall {
  method: string;
  payload: Record<string, unknown>;
  raw: Buffer;
  headers: IncomingMessage['headers'];
}

type Answer = (call: SeenCall, response: ServerResponse) => unknown;

/** A Bot API server of a few lines: each method answers what the test says, and everything that arrived can be read. */
export class FakeBotApi {
  readonly seen: SeenCall[] = [];
  readonly files = new Map<string, (response: ServerResponse) => void>();
  private readonly answers = new Map<string, Answer>();
  private readonly server: Server;
  private beforeReading: () => Promise<void> = () => Promise.resolve();

  private constructor() {
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  static async start(): Promise<FakeBotApi> {
    const fake = new FakeBotApi();
    await new Promise<void>((resolve) => fake.server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get root(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What `method` answers from now on: a result, or whatever the function does with the response. */
  on(method: string, answer: Answer): void {
    this.answers.set(method, answer);
  }

  /** Answers each of the given ways once, then the last of them for ever. */
  inTurn(method: string, ...turns: Answer[]): void {
    let next = 0;
    this.on(method, (call, response) => turns[Math.min(next++, turns.length - 1)]!(call, response));
  }

  /** Leaves request bodies unread until `until` is over. */
  holdBodies(until: () => Promise<void>): void {
    this.beforeReading = until;
  }

  callsOf(method: string): SeenCall[] {
    return this.seen.filter((call) => call.method === method);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, file] = /^\/file\/bot[^/]+\/(.+)$/.exec(request.url ?? '') ?? [];
    if (file) {
      const send = this.files.get(file);
      return send ? send(response) : refuse(404, 'Not Found')(undefined, response);
    }
    const method = request.url?.split('/').pop() ?? '';
    const chunks: Buffer[] = [];
    try {
      await this.beforeReading();
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return;
    }
    const raw = Buffer.concat(chunks);
    const isJson = request.headers['content-type'] === 'application/json';
    const payload = isJson ? (JSON.parse(raw.toString()) as Record<string, unknown>) : {};
    const call = { method, payload, raw, headers: request.headers };
    this.seen.push(call);
    const result = await this.answers.get(method)?.(call, response);
    if (response.writableEnded || response.destroyed || result === HANGING) return;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, result: result ?? true }));
  }
}

const HANGING = Symbol('hanging');

/** An answer that never comes. */
export const hang: Answer = () => HANGING;

/** A connection cut before anything is answered. */
export const cut: Answer = (_call, response) => response.destroy();

/** A refusal in Telegram's form. */
export function refuse(
  status: number,
  description: string,
  parameters?: Record<string, number>,
): (call: unknown, response: ServerResponse) => void {
  return (_call, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ok: false, error_code: status, description, parameters }));
  };
}

let nextMessageId = 1;

/** A text message as Telegram answers `sendMessage`. */
export const message: Answer = ({ payload }) => ({
  message_id: nextMessageId++,
  date: 1,
  chat: { id: Number(payload.chat_id ?? 0), type: 'private' },
  text: payload.text,
});
