import { Module, type Provider, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { AccountService } from '../../src/accounts';
import { AdminModule } from '../../src/admin/admin.module';
import { mountApi } from '../../src/admin/mount-api';
import { mountPanel } from '../../src/admin/panel/mount-panel';
import { CommonModule } from '../../src/common/common.module';
import { ConfigModule } from '../../src/config';
import { CoordinationModule } from '../../src/coordination';
import { DatabaseModule } from '../../src/database';
import { I18nModule } from '../../src/i18n';
import { ObservabilityModule } from '../../src/observability';
import { QueueModule } from '../../src/queue';
import { ResilienceModule } from '../../src/resilience';
import { SessionsModule } from '../../src/sessions';
import { TelegramGateway, TelegramModule } from '../../src/telegram';
import { permissions, RoleService, UserService, type Permission } from '../../src/users';
import { testConfig } from './test-config';
import { openTestDatabase, serverAt, type TestDatabase } from './test-database';

export const OWNER_NAME = 'owner';
export const OWNER_PASSWORD = 'opened by the tests';
const OWNERS = { actor: { kind: 'system' }, permissions } as const;

export interface ApiAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

export interface ApiRequestOptions {
  token?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as they are, instead of `body`. */
  raw?: { type: string; bytes: Buffer | string };
}

/** The admin API on a real database, behind a real port, with Telegram played by whoever tests. */
export class ApiApp {
  private constructor(
    private readonly app: NestExpressApplication,
    readonly db: TestDatabase,
    readonly url: string,
  ) {}

  static async start(
    options: {
      environment?: Record<string, string>;
      gateway?: object;
      controllers?: Type[];
      providers?: Provider[];
      /** Where the built panel is; without it, where the build puts it. */
      panelFolder?: string;
    } = {},
  ): Promise<ApiApp> {
    const db = await openTestDatabase();
    const gateway = {
      getIdentity: async () => ({ id: 100200300, username: 'bellhop_bot', displayName: 'Bellhop' }),
      ...options.gateway,
    };

    @Module({ controllers: options.controllers ?? [], providers: options.providers ?? [] })
    class MoreRoutes {}

    const config = testConfig({
      JWT_SECRET: 'of the tests alone, and long enough to pass',
      ADMIN_PASSWORD: OWNER_PASSWORD,
      API_RATE_LIMIT: '1000000',
      POSTGRES_POOL_SIZE: '4',
      POSTGRES_MAX_OVERFLOW: '4',
      ...options.environment,
    });
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        CommonModule,
        DatabaseModule.forRoot(serverAt(db.target)),
        ObservabilityModule.forRoot(pino({ level: 'silent' })),
        ResilienceModule,
        QueueModule,
        CoordinationModule,
        SessionsModule,
        I18nModule,
        TelegramModule,
        AdminModule,
        MoreRoutes,
      ],
    })
      .overrideProvider(TelegramGateway)
      .useValue(gateway)
      .compile()
      .catch(async (error: unknown) => {
        await db.close();
        throw error;
      });
    const app = testing.createNestApplication<NestExpressApplication>({
      logger: false,
      bodyParser: false,
      forceCloseConnections: true,
    });
    try {
      mountApi(app);
      mountPanel(app, options.panelFolder);
      await app.listen(0, '127.0.0.1');
    } catch (error) {
      await app.close();
      await db.close();
      throw error;
    }
    const { port } = app.getHttpServer().address() as AddressInfo;
    return new ApiApp(app, db, `http://127.0.0.1:${port}`);
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.app.get(token as never, { strict: false });
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.db.close();
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    options: ApiRequestOptions = {},
  ): Promise<ApiAnswer<Body>> {
    const response = await fetch(this.url + (path.startsWith('/api') ? path : `/api/v1${path}`), {
      method,
      headers: {
        ...(options.token && { authorization: `Bearer ${options.token}` }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
        ...(options.raw && { 'content-type': options.raw.type }),
        ...options.headers,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.raw && { body: options.raw.bytes }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: (isJson ? JSON.parse(text) : {}) as Body };
  }

  async signIn(username = OWNER_NAME, password = OWNER_PASSWORD): Promise<string> {
    const answer = await this.call<{ accessToken: string }>('POST', '/auth/login', { body: { username, password } });
    if (answer.status !== 200) throw new Error(`could not sign in: ${answer.text}`);
    return answer.body.accessToken;
  }

  /** A token of an account with exactly these permissions. */
  async tokenFor(
    granted: readonly Permission[],
    name = `r${Math.random().toString(36).slice(2, 10)}`,
  ): Promise<string> {
    await this.get(RoleService).create({ name, description: 'of a test', permissions: granted }, OWNERS);
    const draft = { username: name, password: OWNER_PASSWORD, role: name, telegramId: null };
    await this.get(AccountService).create(draft, OWNERS);
    return this.signIn(name);
  }

  /** Somebody the bot has met. */
  async meet(id: number, firstName = 'Ann'): Promise<void> {
    await this.get(UserService).recognise({ id, firstName });
  }
}
