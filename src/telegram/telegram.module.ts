import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../common/clock';
import { CommonModule } from '../common/common.module';
import { AppConfig } from '../config';
import { Bulkheads, ResilienceModule, ResiliencePolicies } from '../resilience';
import { BreakerProbe } from './breaker-probe';
import { BotApiClient } from './bot-api-client';
import { FileDownloads } from './files/file-downloads';
import { CountingOutboundObserver } from './outbound/counting-outbound-observer';
import { OutboundChain } from './outbound/outbound-chain';
import { OutboundLanes } from './outbound/outbound-lanes';
import { limitsFor, OutboundLimits } from './outbound/outbound-limits';
import { OutboundObserver } from './outbound/outbound-observer';
import { OutboundTelegram } from './outbound-telegram';
import { TelegrafGateway } from './telegraf.gateway';
import { TelegramGateway } from './telegram-gateway';
import { TelegramHealth } from './telegram.health';
import { TelegramMetrics } from './telegram.metrics';
import { UpdateSource } from './update-source';

/**
 * The door out: everything the application says to Telegram leaves here, paced, guarded and with classified failures.
 * What is said, and when, is decided by features; nothing here knows them.
 */
@Global()
@Module({
  imports: [CommonModule, ResilienceModule],
  providers: [
    {
      provide: OutboundLimits,
      useFactory: ({ broadcast }: AppConfig) => limitsFor(broadcast.overallPerSecond),
      inject: [AppConfig],
    },
    CountingOutboundObserver,
    { provide: OutboundObserver, useExisting: CountingOutboundObserver },
    {
      provide: BotApiClient,
      useFactory: ({ telegram }: AppConfig) => new BotApiClient(telegram),
      inject: [AppConfig],
    },
    {
      provide: OutboundLanes,
      useFactory: (limits: OutboundLimits, clock: Clock) => new OutboundLanes(limits, clock),
      inject: [OutboundLimits, Clock],
    },
    {
      provide: OutboundChain,
      useFactory: (
        { telegram, library }: AppConfig,
        client: BotApiClient,
        lanes: OutboundLanes,
        limits: OutboundLimits,
        observer: OutboundObserver,
        policies: ResiliencePolicies,
        clock: Clock,
      ) =>
        new OutboundChain({
          client,
          lanes,
          limits,
          observer,
          policies,
          clock,
          settings: { ...telegram, uploadTimeoutMs: library.processingTimeoutMs },
        }),
      inject: [AppConfig, BotApiClient, OutboundLanes, OutboundLimits, OutboundObserver, ResiliencePolicies, Clock],
    },
    {
      provide: FileDownloads,
      useFactory: (chain: OutboundChain, client: BotApiClient, config: AppConfig, bulkheads: Bulkheads) =>
        new FileDownloads(chain, client, config, bulkheads),
      inject: [OutboundChain, BotApiClient, AppConfig, Bulkheads],
    },
    {
      provide: OutboundTelegram,
      useFactory: ({ telegram }: AppConfig, chain: OutboundChain) =>
        new OutboundTelegram(telegram.token, telegram.apiRoot, chain),
      inject: [AppConfig, OutboundChain],
    },
    {
      provide: UpdateSource,
      useFactory: (client: BotApiClient, { telegram }: AppConfig) => new UpdateSource(client, telegram),
      inject: [BotApiClient, AppConfig],
    },
    { provide: TelegramGateway, useClass: TelegrafGateway },
    TelegramHealth,
    TelegramMetrics,
    BreakerProbe,
  ],
  exports: [TelegramGateway, OutboundTelegram, OutboundLanes, BotApiClient, UpdateSource],
})
export class TelegramModule implements OnApplicationShutdown {
  constructor(private readonly client: BotApiClient) {}

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }
}
