import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { CommonModule } from '../../src/common/common.module';
import { ConfigModule } from '../../src/config';
import { DatabaseModule } from '../../src/database';
import { createRootLogger, ObservabilityModule } from '../../src/observability';
import { testConfig } from './test-config';
import { serverAt, type TestDatabase } from './test-database';

/** An application of nothing but a database and what observes it, listening on a free port. */
export async function startMonitoredApp(
  db: TestDatabase,
  options: { environment?: Record<string, string>; providers?: Type[] } = {},
): Promise<NestExpressApplication & { url: string }> {
  const config = testConfig(options.environment);
  const testing = await Test.createTestingModule({
    imports: [
      ConfigModule.forRoot(config),
      CommonModule,
      DatabaseModule.forRoot(serverAt(db.target)),
      ObservabilityModule.forRoot(createRootLogger(config)),
    ],
    providers: options.providers ?? [],
  }).compile();
  const app = testing.createNestApplication<NestExpressApplication>({ logger: false });
  await app.listen(0, '127.0.0.1');
  return Object.assign(app, { url: await app.getUrl() });
}
