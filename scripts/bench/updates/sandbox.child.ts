/** The sandbox in a process of its own: puts updates in and takes the time until each chat is answered. */
import { startSandbox, type Sandbox } from '../../../sandbox/src';
import { type Measurement, type SandboxReply, type SandboxRequest } from './contract';

const CHATS = 500;
const FIRST_PERSON = 10_000;
const GIVE_UP_MS = 120_000;

const reply = (message: SandboxReply): void => void process.send?.(message);

/** Times of updates that are not answered yet, by chat: answers of one chat come in the order of its updates. */
class Stopwatch {
  private readonly open = new Map<number, number[]>();
  readonly latencies: number[] = [];
  private onAnswer: () => void = () => undefined;

  asked(chatId: number): void {
    const times = this.open.get(chatId);
    if (times) times.push(performance.now());
    else this.open.set(chatId, [performance.now()]);
  }

  answered(chatId: number): void {
    const since = this.open.get(chatId)?.shift();
    if (since === undefined) return;
    this.latencies.push(performance.now() - since);
    this.onAnswer();
  }

  async until(count: number): Promise<void> {
    if (this.latencies.length >= count) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${this.latencies.length} of ${count} were answered`)),
        GIVE_UP_MS,
      );
      this.onAnswer = () => {
        if (this.latencies.length < count) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function measure(sandbox: Sandbox, request: SandboxRequest): Promise<Measurement> {
  const { botId, count } = request;
  const watch = new Stopwatch();
  const unsubscribe = await sandbox.control.subscribe(
    (event) => {
      if (event.type !== 'call' || event.call.method !== 'sendMessage' || event.call.botId !== botId) return;
      watch.answered(Number(event.call.chatId));
    },
    { types: ['call'] },
  );
  const startedAt = performance.now();
  for (let index = 0; index < count; index += 1) {
    const chatId = FIRST_PERSON + (index % CHATS);
    watch.asked(chatId);
    await sandbox.control.injectUpdate(botId, textUpdate(chatId, index));
    if (request.kind === 'sequence') await watch.until(index + 1);
  }
  await watch.until(count);
  const elapsedMs = performance.now() - startedAt;
  unsubscribe();
  const sorted = watch.latencies.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { elapsedMs, p50Ms: at(0.5), p99Ms: at(0.99) };
}

function textUpdate(chatId: number, index: number): Record<string, unknown> {
  const person = { id: chatId, first_name: `Person ${chatId}`, language_code: 'en' };
  return {
    message: {
      message_id: 1_000_000 + index,
      date: Math.floor(Date.now() / 1000),
      chat: { ...person, type: 'private' },
      from: { ...person, is_bot: false },
      text: '/help',
      entities: [{ type: 'bot_command', offset: 0, length: 5 }],
    },
  };
}

async function main(): Promise<void> {
  const tokens = process.argv.slice(2);
  const sandbox = await startSandbox({ port: 0, bots: tokens.map((token) => ({ token })), autoRegisterBots: false });
  await sandbox.control.addPeople({ count: CHATS, firstId: FIRST_PERSON, languageCode: 'en', started: true });
  process.on('message', (request: SandboxRequest) => {
    measure(sandbox, request).then(
      (measured) => reply({ kind: 'measured', ...measured }),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
  reply({ kind: 'ready', url: sandbox.url });
}

void main();
