import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AdminModule } from './admin/admin.module';
import { AlertsModule } from './alerts';
import { BotModule } from './bot/bot.module';
import { ReceiverModule } from './bot/receiver';
import { BroadcastModule } from './broadcast';
import { CommonModule } from './common/common.module';
import { type AppConfig, ConfigModule } from './config';
import { CoordinationModule } from './coordination';
import { DatabaseModule, type DatabaseServer } from './database';
import { I18nModule } from './i18n';
import { MediaModule } from './media';
import { ObservabilityModule, type RootLogger } from './observability';
import { OrdersModule } from './orders';
import { QueueModule } from './queue';
import { RedisModule } from './redis';
import { ResilienceModule } from './resilience';
import { SchedulesModule } from './schedules/schedules.module';
import { SessionsModule } from './sessions';
import { TelegramModule } from './telegram';
import { TranscriptionModule } from './transcription';
import { UsersModule } from './users';

/** What exists before Nest does: each is needed to report why the rest can't start. */
export interface Foundations {
  readonly config: AppConfig;
  readonly logger: RootLogger;
  readonly database: DatabaseServer;
}

/** The only place that knows every module. Utilities first, then features, then the edges that the roles ask for. */
@Module({})
export class AppModule {
  static forRoot({ config, logger, database }: Foundations): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        CommonModule,
        DatabaseModule.forRoot(database),
        ObservabilityModule.forRoot(logger),
        ResilienceModule,
        RedisModule.forRoot(config),
        QueueModule,
        CoordinationModule,
        SessionsModule,
        I18nModule,
        TelegramModule,
        UsersModule,
        MediaModule,
        OrdersModule,
        BroadcastModule,
        TranscriptionModule,
        ...edgesFor(config),
      ],
    };
  }
}

/** A process takes in only the work its roles name. */
function edgesFor({ server: { roles } }: AppConfig): (Type | DynamicModule)[] {
  return [
    ...(roles.includes('bot') ? [ReceiverModule.deliverTo(BotModule)] : []),
    ...(roles.includes('api') ? [AdminModule] : []),
    ...(roles.includes('scheduler') ? [SchedulesModule, AlertsModule] : []),
  ];
}
