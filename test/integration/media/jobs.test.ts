import { Global, type INestApplicationContext, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { CommonModule } from '../../../src/common/common.module';
import { ConfigModule } from '../../../src/config';
import { Database, DatabaseModule } from '../../../src/database';
import { I18nModule } from '../../../src/i18n';
import {
  MediaDownloadService,
  MediaLibraryService,
  MediaMaintenanceService,
  MediaModule,
  MediaUploadService,
} from '../../../src/media';
import { ErrorRecorder } from '../../../src/observability';
import { QueueModule } from '../../../src/queue';
import { RedisModule } from '../../../src/redis';
import { ResilienceModule } from '../../../src/resilience';
import { TelegramGateway } from '../../../src/telegram/telegram-gateway';
import { TelegramTransient } from '../../../src/telegram/telegram-errors';
import { eventually } from '../../support/eventually';
import { testConfig } from '../../support/test-config';
import { openTestDatabase, serverAt, type TestDatabase } from '../../support/test-database';
import { FakeTelegram } from './fake-telegram';
import { anUpload } from './library-under-test';
import { AN_ADMIN } from '../../support/an-admin';

describe('the library on real queues', () => {
  let db: TestDatabase;
  const telegram = new FakeTelegram();
  const running: INestApplicationContext[] = [];

  beforeAll(async () => {
    db = await openTestDatabase();
  });
  afterAll(async () => {
    for (const app of running) await app.close();
    await db.close();
  });

  /** A process of the application without edges: a worker, unless told otherwise. */
  const start = async (roles: string): Promise<INestApplicationContext> => {
    @Global()
    @Module({
      providers: [
        { provide: TelegramGateway, useValue: telegram },
        { provide: ErrorRecorder, useValue: { note: () => undefined } },
      ],
      exports: [TelegramGateway, ErrorRecorder],
    })
    class StandInsModule {}

    const config = testConfig({ ROLES: roles, POSTGRES_POOL_SIZE: '4', POSTGRES_MAX_OVERFLOW: '0' });
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        CommonModule,
        DatabaseModule.forRoot(serverAt(db.target)),
        ResilienceModule,
        RedisModule.forRoot(config),
        QueueModule,
        I18nModule,
        StandInsModule,
        MediaModule,
      ],
    })
      .setLogger(false as never)
      .compile();
    const app = await testing.createNestApplication({ logger: false }).init();
    running.push(app);
    return app;
  };

  it('takes a file from upload to everybody who waits for it, in another process than took the upload', async () => {
    const bot = await start('bot');
    const registration = await bot.get(MediaUploadService).register(anUpload(), AN_ADMIN);
    if (registration.outcome !== 'registered') throw new Error(registration.outcome);
    const { id } = registration.file;
    for (const userId of [1, 2, 3]) {
      const request = { fileId: id, userId, chatId: userId, language: 'uz' as const, key: `test:${userId}` };
      expect(await bot.get(MediaDownloadService).request(request)).toMatchObject({ outcome: 'preparing' });
    }
    await start('worker');
    await eventually('the three who waited have the file', async () => {
      const { downloadCount } = await bot.get(MediaLibraryService).get(id);
      return downloadCount === 3 && telegram.messages.length === 0;
    });
    expect(telegram.deliveries.map(({ chatId }) => chatId).sort()).toEqual([1, 2, 3]);
    expect(telegram.uploads).toHaveLength(1);
  });

  it('finishes, once, a file whose job vanished with its queue', async () => {
    const [bot] = running;
    if (!bot) throw new Error('no process');
    const library = bot.get(MediaLibraryService);
    const uploadsBefore = telegram.uploads.length;
    telegram.failNext('uploadFile', new TelegramTransient('reset'));
    const registration = await bot.get(MediaUploadService).register(anUpload(), AN_ADMIN);
    if (registration.outcome !== 'registered') throw new Error(registration.outcome);
    const { id } = registration.file;
    await eventually('its first attempt has failed', () => telegram.failures.length === 0);
    await eventually('the file is given back', async () => (await library.get(id)).status === 'pending');
    // The next attempt would come by itself after some seconds; a lost queue would never bring it.
    await bot
      .get(Database)
      .execute(`UPDATE media_files SET lost_after = now() - interval '1 second' WHERE id = $1`, [id]);
    expect(await bot.get(MediaMaintenanceService).redispatchLost()).toBe(1);
    await eventually('the file is ready', async () => (await library.get(id)).status === 'ready');
    expect(telegram.uploads.length - uploadsBefore).toBe(1);
  });
});
