import { AuditTrail } from '../../src/audit';
import type { AppConfig } from '../../src/config';
import type { TypeOrmDatabase } from '../../src/database/typeorm-database';
import { SettingRepository } from '../../src/settings/setting.repository';
import { SettingService } from '../../src/settings/setting.service';
import { StoredSettings } from '../../src/settings/stored-settings';

/** The settings of one process, reading the table every two seconds until `close`. */
export async function openSettings(database: TypeOrmDatabase, config: AppConfig) {
  const repository = new SettingRepository(database);
  const settings = new StoredSettings(repository, config);
  await settings.onModuleInit();
  return {
    settings,
    service: new SettingService(repository, settings, database, new AuditTrail(database)),
    close: () => settings.onModuleDestroy(),
  };
}
