import { type DynamicModule, Module } from '@nestjs/common';
import { CommonModule } from './common/common.module';
import { type AppConfig, ConfigModule } from './config';
import { DatabaseModule, type DatabaseServer } from './database';
import { ObservabilityModule, type RootLogger } from './observability';

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
      ],
    };
  }
}
