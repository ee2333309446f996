import { Global, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import pino from 'pino';
import type { Message, User } from 'telegraf/types';
import { BotModule } from '../../src/bot/bot.module';
import { UpdateHandler } from '../../src/bot/receiver/update-handler';
import { BroadcastModule } from '../../src/broadcast';
import { Clock } from '../../src/common/clock';
import { CommonModule } from '../../src/common/common.module';
import { ConfigModule } from '../../src/config';
import { CoordinationModule } from '../../src/coordination';
import { RateLimiter, type RateVerdict } from '../../src/coordination/rate-limiter';
import { DatabaseModule } from '../../src/database';
import { I18nModule } from '../../src/i18n';
import { MediaModule } from '../../src/media';
import { ErrorRecorder, HealthRegistry, ObservabilityModule } from '../../src/observability';
import { OrdersModule } from '../../src/orders';
import { QueueModule } from '../../src/queue';
import { ResilienceModule } from '../../src/resilience';
import { SessionsModule } from '../../src/sessions';
import { SessionStore } from '../../src/sessions/session-store';
import { OutboundTelegram, TelegramGateway, TelegramModule } from '../../src/telegram';
import { TranscriptionModule } from '../../src/transcription';
import { FakeClock } from './fake-clock';
import { FakeLibrary } from './fake-media';
import { NoBroadcastsModule } from './no-broadcasts';
import { NoOrdersModule } from './no-orders';
import { NoTranscriptionsModule } from './no-transcriptions';
import { FakeTelegramClient } from './fake-telegram-client';
import { testConfig } from './test-config';
import { serverAt, type TestDatabase } from './test-database';

export const OWNER_ID = 900;

class FakeRateLimiter extends RateLimiter {
  readonly counts = new Map<string, number>();

  async count(scope: string, subject: string): Promise<RateVerdict> {
    const key = `${scope}/${subject}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return { count, resetMs: 42_000 };
  }

  async removeExpired(): Promise<number> {
    return 0;
  }
}

class FakeSessionStore extends SessionStore {
  readonly rows = new Map<string, string>();
  writes = 0;

  async read(key: string): Promise<Record<string, unknown> | undefined> {
    const row = this.rows.get(key);
    return row === undefined ? undefined : (JSON.parse(row) as Record<string, unknown>);
  }

  async write(key: string, value: Record<string, unknown>): Promise<void> {
    this.writes += 1;
    this.rows.set(key, JSON.stringify(value));
  }

  async remove(key: string): Promise<void> {
    this.rows.delete(key);
  }

  async removeExpired(): Promise<number> {
    return 0;
  }
}

/** What survives when a process is replaced by another. */
export interface Surroundings {
  readonly telegram: FakeTelegramClient;
  readonly library: FakeLibrary;
  readonly sessions: FakeSessionStore;
  readonly limiter: FakeRateLimiter;
  readonly clock: FakeClock;
  /** Memberships by `<chat id>/<user id>`; everybody else has left. */
  readonly members: Map<string, string>;
}

export const newSurroundings = (): Surroundings => ({
  telegram: new FakeTelegramClient(),
  library: new FakeLibrary(),
  sessions: new FakeSessionStore(),
  limiter: new FakeRateLimiter(),
  clock: new FakeClock(),
  members: new Map(),
});

/** The whole chat edge on a real database, with Telegram, the library and the shared stores played by fakes. */
export class ChatApp {
  private nextId = 1;

  private constructor(
    private readonly app: INestApplication,
    readonly around: Surroundings,
    private readonly handler: UpdateHandler,
  ) {}

  static async start(
    db: TestDatabase,
    around: Surroundings,
    environment: Record<string, string> = {},
  ): Promise<ChatApp> {
    const server = serverAt(db.target);
    const gateway = {
      getIdentity: async () => ({ id: 100200300, username: 'bellhop_bot', displayName: 'Bellhop' }),
      getMembership: async (chatId: number, userId: number) => around.members.get(`${chatId}/${userId}`) ?? 'left',
      describeChat: async (id: number | string) => ({ id: Number(id), type: 'channel', title: `Channel ${id}` }),
      createInviteLink: async (chatId: number) => `https://t.me/+join${-chatId}`,
    };
    const ports = [
      { provide: OutboundTelegram, useValue: around.telegram },
      { provide: TelegramGateway, useValue: gateway },
      { provide: SessionStore, useValue: around.sessions },
      { provide: RateLimiter, useValue: around.limiter },
      { provide: Clock, useValue: around.clock },
      { provide: ErrorRecorder, useValue: { note: () => undefined } },
      {
        provide: HealthRegistry,
        useValue: { ask: async () => [{ name: 'database', required: true, state: 'up', details: { latencyMs: 1 } }] },
      },
    ];

    @Global()
    @Module({ providers: ports, exports: ports.map(({ provide }) => provide) })
    class PortsModule {}

    const config = testConfig({ ADMIN_TELEGRAM_IDS: String(OWNER_ID), ...environment });
    const testing = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(config), DatabaseModule.forRoot(server), I18nModule, PortsModule, BotModule],
    })
      .overrideModule(MediaModule)
      .useModule(around.library.asModule())
      .overrideModule(BroadcastModule)
      .useModule(NoBroadcastsModule)
      .overrideModule(OrdersModule)
      .useModule(NoOrdersModule)
      .overrideModule(TranscriptionModule)
      .useModule(NoTranscriptionsModule)
      .compile();
    const app = testing.createNestApplication({ logger: false });
    await app.init();
    return new ChatApp(app, around, app.get(UpdateHandler));
  }

  /** Like `start`, with the features themselves behind the chat: what is done in it is really done. */
  static async startWhole(
    db: TestDatabase,
    around: Pick<Surroundings, 'telegram'>,
    gateway: Partial<TelegramGateway>,
  ): Promise<ChatApp> {
    const server = serverAt(db.target);
    // One person may go through every screen within a minute.
    const config = testConfig({ ADMIN_TELEGRAM_IDS: String(OWNER_ID), ROLES: 'bot', USER_RATE_LIMIT: '1000' });
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        CommonModule,
        DatabaseModule.forRoot(server),
        ObservabilityModule.forRoot(pino({ level: 'silent' })),
        ResilienceModule,
        QueueModule,
        CoordinationModule,
        SessionsModule,
        I18nModule,
        TelegramModule,
        BotModule,
      ],
    })
      .overrideProvider(TelegramGateway)
      .useValue(gateway)
      .overrideProvider(OutboundTelegram)
      .useValue(around.telegram)
      .compile();
    const app = testing.createNestApplication({ logger: false });
    await app.init();
    return new ChatApp(app, { ...newSurroundings(), ...around }, app.get(UpdateHandler));
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get(token as never, { strict: false });
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  /** Hands over any update, well-formed or not. */
  handle(update: object): Promise<void> {
    return this.handOver(this.received(update));
  }

  /** An update as it is received. By way of JSON, as from Telegram: a field that is undefined is not there. */
  received(update: object): unknown {
    return JSON.parse(JSON.stringify({ update_id: (this.nextId += 1), ...update }));
  }

  /** Hands over what was received; the same thing again, as the receiver does when an answer could not leave. */
  handOver(received: unknown): Promise<void> {
    return this.handler.handle(received);
  }

  person(id: number, about: Partial<User> = {}): Person {
    return new Person(this, { id, is_bot: false, first_name: 'Ann', language_code: 'en', ...about });
  }

  newId(): number {
    return (this.nextId += 1);
  }
}

/** Somebody with Telegram in their hand. */
export class Person {
  constructor(
    private readonly app: ChatApp,
    readonly user: User,
  ) {}

  /** Sends a message with these fields. */
  async send(fields: object, chat?: object): Promise<void> {
    await this.app.handOver(this.update(fields, chat));
  }

  /** A message with these fields that has not been handled yet. */
  update(fields: object, chat: object = { id: this.user.id, type: 'private' }): unknown {
    return this.app.received({
      message: { message_id: this.app.newId(), date: 0, chat, from: this.user, ...fields },
    });
  }

  async say(text: string, chat?: object): Promise<void> {
    const command = /^\/\w+(@\w+)?/.exec(text)?.[0];
    const entities = command ? [{ type: 'bot_command', offset: 0, length: command.length }] : undefined;
    await this.send({ text, ...(entities && { entities }) }, chat);
  }

  async sendDocument(fileName: string, about: object = {}): Promise<void> {
    const document = {
      file_id: `id-${fileName}`,
      file_unique_id: `u-${fileName}`,
      file_name: fileName,
      file_size: 2048,
    };
    await this.send({ document, ...about });
  }

  /** Taps the button with this data on the message that shows it. */
  async tap(data: string, message: Partial<Message.TextMessage> | null = {}): Promise<void> {
    const shown = {
      message_id: 500,
      date: 1,
      chat: { id: this.user.id, type: 'private' },
      text: 'a screen',
      ...message,
    };
    const id = `q${this.app.newId()}`;
    const query = { id, chat_instance: '1', from: this.user, data, ...(message && { message: shown }) };
    await this.app.handle({ callback_query: query });
  }

  /** Taps the button of the last screen whose label contains `label`. */
  async tapButton(label: string): Promise<void> {
    await this.tap(this.app.around.telegram.buttonData(label));
  }
}
