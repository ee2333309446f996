import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Injectable, Logger } from '@nestjs/common';
import { isSameSecret } from '../../../common/same-secret';
import { MicroBatcher } from '../../../database';
import { AppConfig } from '../../../config';
import { UpdateInbox } from '../inbox/update-inbox.repository';
import { readUpdate, type ReceivedUpdate } from '../received-update';
import { ReceiverStatus } from '../receiver-status';
import { WebhookReceiver } from './webhook-receiver';

/** Updates are some 10 kB at most; nothing honest is near this. */
const MOST_BYTES = 1 << 20;
const SECRET_HEADER = 'x-telegram-bot-api-secret-token';

/**
 * Takes Telegram's webhook calls: the secret is checked before a byte of the body is read, the update is stored, and
 * only then is it answered 200, in milliseconds. If it can't be stored the answer is 503 and Telegram calls again.
 */
@Injectable()
export class WebhookEndpoint {
  private readonly logger = new Logger('Webhook');
  private readonly secret: string | undefined;
  private readonly stores = new MicroBatcher<ReceivedUpdate, void>(
    async (updates) => {
      await this.inbox.claim(updates, { begun: false });
      return updates.map(() => undefined);
    },
    { maxSize: 200 },
  );

  constructor(
    private readonly inbox: UpdateInbox,
    private readonly receiver: WebhookReceiver,
    private readonly status: ReceiverStatus,
    { telegram }: AppConfig,
  ) {
    this.secret = telegram.webhook?.secret;
  }

  /** Answers one request. Never throws. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.isFromTelegram(request)) return refuse(response, 401);
    if (request.method !== 'POST') return refuse(response, 405);
    try {
      const body = await readBody(request);
      if (body === undefined) return refuse(response, 413);
      const update = parse(body);
      if (!update) {
        // Telegram would repeat a refused update for a day: what can't be read is dropped, and said to be.
        this.logger.warn({ msg: 'an update without an update_id was dropped' });
        return answer(response, 200);
      }
      await this.stores.call(update);
      answer(response, 200);
      this.status.contacted();
      this.receiver.wake(update.chatKey);
    } catch (error) {
      this.logger.warn({ msg: 'an update could not be stored; Telegram will send it again', err: error });
      refuse(response, 503);
    }
  }

  private isFromTelegram(request: IncomingMessage): boolean {
    const given = request.headers[SECRET_HEADER];
    return this.secret !== undefined && isSameSecret(String(given ?? ''), this.secret);
  }
}

function answer(response: ServerResponse, status: number): void {
  if (!response.headersSent && !response.destroyed) response.writeHead(status, { 'content-length': 0 }).end();
}

/** The connection is not kept: the rest of a refused body is not worth reading. */
function refuse(response: ServerResponse, status: number): void {
  response.shouldKeepAlive = false;
  answer(response, status);
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let total = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parse(body: Buffer): ReceivedUpdate | undefined {
  try {
    return readUpdate(JSON.parse(body.toString('utf8')));
  } catch {
    return undefined;
  }
}
