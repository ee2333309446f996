import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { AppConfig } from '../config';
import { CheckedPool } from './checked-pool';
import { dataSourceOptions } from './data-source';
import { Database } from './database';
import { DatabaseServer } from './database-server';
import { DatabaseStatistics } from './database-statistics';
import { migrate } from './migrate';
import { TypeOrmDatabase } from './typeorm-database';
import { UnitOfWork } from './unit-of-work';

/**
 * The room where rows live: one pool, transactions that follow the asynchronous context, migrations at start. No
 * table of any feature is known here; features bring their entities and repositories.
 */
@Global()
@Module({})
export class DatabaseModule {
  /** `server` is opened before Nest starts (see `main.ts`) and closed after it has stopped. */
  static forRoot(server: DatabaseServer): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          inject: [AppConfig],
          useFactory: (config: AppConfig) => ({
            ...dataSourceOptions(server.target, config.database),
            autoLoadEntities: true,
            // The server answered a moment ago: a failure here is a broken migration, which no retry repairs.
            retryAttempts: 1,
          }),
          dataSourceFactory: (options) => connect(server, options as DataSourceOptions),
        }),
      ],
      providers: [
        { provide: DatabaseServer, useValue: server },
        DatabaseStatistics,
        TypeOrmDatabase,
        { provide: Database, useExisting: TypeOrmDatabase },
        { provide: UnitOfWork, useExisting: TypeOrmDatabase },
      ],
      exports: [Database, UnitOfWork, DatabaseServer, DatabaseStatistics],
    };
  }
}

async function connect(server: DatabaseServer, options: DataSourceOptions): Promise<DataSource> {
  const dataSource = await new DataSource(options).initialize();
  await migrate(dataSource, server.target);
  const { master } = dataSource.driver as unknown as { master: CheckedPool };
  void master.openAhead();
  return dataSource;
}
