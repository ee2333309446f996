import { Global, type INestApplicationContext, Module, type Provider } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { AuditModule, AuditTrail } from '../../src/audit';
import { ConfigModule } from '../../src/config';
import { DatabaseServer } from '../../src/database';
import { ErrorRecorder } from '../../src/observability';
import { QueueModule } from '../../src/queue';
import { QueueProfiles, type QueueName, type QueueProfile } from '../../src/queue/profiles';
import { RedisModule } from '../../src/redis';
import { ResilienceModule } from '../../src/resilience';
import { testConfig } from './test-config';
import { serverAt } from './test-database';

export interface QueueAppOptions {
  target: DatabaseServer['target'];
  processors?: Provider[];
  profile?: Partial<QueueProfile>;
  environment?: Record<string, string>;
}

/** Quick everything, so that tests see retries and stalls within seconds. */
const quickProfile: QueueProfile = {
  isInteractive: false,
  concurrency: 4,
  attempts: 3,
  backoffMs: 20,
  timeoutMs: 20_000,
  lockMs: 1_000,
  maxStalledCount: 3,
  keepCompleted: 100,
  keepFailed: 100,
};

/** An application of nothing but queues: a process that dispatches, and works unless `ROLES` says otherwise. */
export async function startQueueApp(options: QueueAppOptions): Promise<INestApplicationContext> {
  @Global()
  @Module({
    providers: [
      { provide: DatabaseServer, useValue: serverAt(options.target) },
      { provide: ErrorRecorder, useValue: { note: () => undefined } },
    ],
    exports: [DatabaseServer, ErrorRecorder],
  })
  class ServerModule {}

  @Module({
    providers: [{ provide: AuditTrail, useValue: { record: () => Promise.resolve() } }],
    exports: [AuditTrail],
  })
  class NoAuditModule {}

  const profile = { ...quickProfile, ...options.profile };
  const config = testConfig(options.environment);
  const testing = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), ServerModule, ResilienceModule, RedisModule.forRoot(config), QueueModule],
    providers: options.processors ?? [],
  })
    .overrideModule(AuditModule)
    .useModule(NoAuditModule)
    .overrideProvider(QueueProfiles)
    .useValue({ of: (name: QueueName) => ({ ...profile, isInteractive: name === 'delivery' }) })
    .setLogger(false as never)
    .compile();
  const app = testing.createNestApplication({ logger: false });
  try {
    return await app.init();
  } catch (error) {
    // What refuses to start has its connections open already.
    await app.close();
    throw error;
  }
}
