import { Global, type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type AddressInfo } from 'node:net';
import { type Server } from 'node:http';
import {
  ReceiverModule,
  ReceiverService,
  ReceiverStatus,
  UpdateHandler,
  UpdateInboxEntry,
  mountWebhook,
} from '../../../src/bot/receiver';
import { CommonModule } from '../../../src/common/common.module';
import { ConfigModule, readConfig } from '../../../src/config';
import { Leases } from '../../../src/coordination/leases';
import { Database } from '../../../src/database';
import { TelegramModule } from '../../../src/telegram';
import { type TestDatabase } from '../../support/test-database';
import { FAKE_TOKEN, type FakeBotApi } from '../telegram/fake-bot-api';
import { SessionLeases } from './session-leases';

export interface ReceivingProcess {
  app: INestApplication;
  status: ReceiverStatus;
  service: ReceiverService;
  url: string;
  /** The connection that carries its leases is cut; the process itself goes on. */
  loseLeases(): Promise<void>;
  /** As `kill -9` leaves things: leases fall, nothing is finished or written any more. */
  kill(): Promise<void>;
}

export interface ProcessOptions {
  fake: FakeBotApi;
  database: TestDatabase;
  handle: (update: never) => Promise<unknown>;
  environment?: Record<string, string>;
}

/** One process that receives: the real modules, with a handler of the test's own. */
export async function startReceiving({
  fake,
  database,
  handle,
  environment,
}: ProcessOptions): Promise<ReceivingProcess> {
  const leases = new SessionLeases(database.target);
  let alive = true;
  const handler: UpdateHandler = {
    handle: async (update) => void (await handle(update as never)),
  };
  /** A killed process can't write: its database stops answering. */
  const silent = <T>(): Promise<T> => new Promise(() => undefined);
  const guarded = Object.assign(Object.create(database.database) as Database, {
    query: ((sql, parameters) =>
      alive ? database.database.query(sql, parameters) : silent()) satisfies Database['query'],
    execute: ((sql, parameters) =>
      alive ? database.database.execute(sql, parameters) : silent()) satisfies Database['execute'],
  });
  const config = readConfig({ BOT_TOKEN: FAKE_TOKEN, TELEGRAM_API_ROOT: fake.root, ...environment });

  @Global()
  @Module({
    providers: [
      { provide: UpdateHandler, useValue: handler },
      { provide: Leases, useValue: leases },
      { provide: Database, useValue: guarded },
    ],
    exports: [UpdateHandler, Leases, Database],
  })
  class HandlerModule {}

  @Module({
    imports: [
      CommonModule,
      ConfigModule.forRoot(config),
      TypeOrmModule.forRoot({ ...database.dataSource.options, entities: [UpdateInboxEntry] }),
      TelegramModule,
      ReceiverModule.deliverTo(HandlerModule),
    ],
  })
  class ProcessModule {}

  const app = await NestFactory.create(ProcessModule, {
    logger: false,
    abortOnError: false,
    forceCloseConnections: true,
  });
  mountWebhook(app);
  await app.listen(0, '127.0.0.1');
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  const close = app.close.bind(app);
  app.close = async () => {
    await close();
    await leases.die();
  };
  return {
    app,
    status: app.get(ReceiverStatus, { strict: false }),
    service: app.get(ReceiverService, { strict: false }),
    url: `http://127.0.0.1:${port}`,
    loseLeases: () => leases.die(),
    async kill() {
      alive = false;
      await leases.die();
    },
  };
}
