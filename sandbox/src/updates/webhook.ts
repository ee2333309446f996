import { Agent as HttpAgent, type IncomingMessage, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { type WebhookInfo } from '@grammyjs/types';
import { type QueuedUpdate, type UpdateQueue } from './update-queue';

export interface WebhookSettings {
  url: string;
  secretToken?: string;
  maxConnections: number;
  ipAddress?: string;
  /** First wait after a failure; doubles up to {@link MAX_DELAY_MS}. */
  retryDelayMs: number;
}

/** A method call in the body of the bot's answer. */
export type WebhookReply = (method: string, parameters: Record<string, unknown>) => void;

const READ_TIMEOUT_MS = 60_000;
const MAX_DELAY_MS = 60_000;
const MAX_REPLY_BYTES = 1_000_000;

/** Delivers the updates of one bot to its URL: at least once, in order per chat, several chats at once. */
export class Webhook {
  private readonly lanes = new Map<string, QueuedUpdate[]>();
  /** Lanes that may send at once, oldest first. */
  private ready: string[] = [];
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly agent: HttpAgent;
  private active = 0;
  private stopped = false;
  private lastError: { date: number; message: string } | undefined;

  constructor(
    readonly settings: WebhookSettings,
    private readonly queue: UpdateQueue,
    private readonly onReply: WebhookReply,
  ) {
    const options = { keepAlive: true, maxSockets: settings.maxConnections };
    this.agent = settings.url.startsWith('https:') ? new HttpsAgent(options) : new HttpAgent(options);
    for (const update of queue.peek(Number.MAX_SAFE_INTEGER)) this.deliver(update);
  }

  info(): Partial<WebhookInfo> {
    return {
      url: this.settings.url,
      max_connections: this.settings.maxConnections,
      ip_address: this.settings.ipAddress,
      last_error_date: this.lastError?.date,
      last_error_message: this.lastError?.message,
    };
  }

  deliver(update: QueuedUpdate): void {
    const lane = this.lanes.get(update.orderKey);
    if (lane) {
      lane.push(update);
      return;
    }
    this.lanes.set(update.orderKey, [update]);
    this.ready.push(update.orderKey);
    this.pump();
  }

  /** Stops delivering; what is not confirmed stays in the queue. */
  stop(): void {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.agent.destroy();
  }

  private pump(): void {
    while (!this.stopped && this.active < this.settings.maxConnections) {
      const key = this.ready.shift();
      if (key === undefined) return;
      this.active++;
      void this.send(key, 0);
    }
  }

  private async send(key: string, failures: number): Promise<void> {
    const update = this.lanes.get(key)?.[0];
    if (!update) return;
    const problem = await this.post(update);
    this.active--;
    if (this.stopped) return;
    if (problem) {
      this.lastError = { date: Math.floor(Date.now() / 1000), message: problem.message };
      this.retryLater(key, failures, problem.retryAfterMs);
    } else {
      this.queue.remove(update);
      this.advance(key);
    }
    this.pump();
  }

  private advance(key: string): void {
    const lane = this.lanes.get(key);
    lane?.shift();
    if (lane && lane.length > 0) this.ready.push(key);
    else this.lanes.delete(key);
  }

  private retryLater(key: string, failures: number, retryAfterMs: number | undefined): void {
    const delay = retryAfterMs ?? Math.min(this.settings.retryDelayMs * 2 ** failures, MAX_DELAY_MS);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      if (this.stopped) return;
      this.active++;
      void this.send(key, failures + 1);
    }, delay);
    this.timers.add(timer);
  }

  private post(update: QueuedUpdate): Promise<{ message: string; retryAfterMs?: number } | undefined> {
    const { url, secretToken } = this.settings;
    const headers: Record<string, string | number> = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(update.json),
    };
    if (secretToken) headers['X-Telegram-Bot-Api-Secret-Token'] = secretToken;
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    return new Promise((resolve) => {
      const request = send(
        url,
        { method: 'POST', agent: this.agent, headers, timeout: READ_TIMEOUT_MS },
        (response) => {
          void this.readAnswer(response).then(resolve);
        },
      );
      request.on('timeout', () => request.destroy(new Error('Read timeout expired')));
      request.on('error', (error: NodeJS.ErrnoException) => {
        resolve({ message: error.code === 'ECONNREFUSED' ? 'Connection refused' : error.message });
      });
      request.end(update.json);
    });
  }

  private async readAnswer(response: IncomingMessage): Promise<{ message: string; retryAfterMs?: number } | undefined> {
    let body = '';
    try {
      for await (const chunk of response) if (body.length < MAX_REPLY_BYTES) body += String(chunk);
    } catch (error) {
      return { message: error instanceof Error ? error.message : String(error) };
    }
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) {
      const seconds = Number(response.headers['retry-after']);
      const message = `Wrong response from the webhook: ${status} ${response.statusMessage ?? ''}`.trim();
      return { message, retryAfterMs: seconds > 0 ? Math.min(seconds * 1_000, 3_600_000) : undefined };
    }
    this.runReply(body);
    return undefined;
  }

  private runReply(body: string): void {
    if (!body.startsWith('{')) return;
    try {
      const { method, ...parameters } = JSON.parse(body) as Record<string, unknown>;
      if (typeof method === 'string') this.onReply(method, parameters);
    } catch {
      // Anything that is no JSON object is simply an answer without a call.
    }
  }
}
