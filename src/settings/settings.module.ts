import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { SettingEntity } from './setting.entity';
import { SettingRepository } from './setting.repository';
import { SettingService } from './setting.service';
import { Settings } from './settings';
import { StoredSettings } from './stored-settings';

/**
 * The room of what an admin may set while the application runs, over what the environment says. What a setting does is
 * the business of whoever reads it; what is built once at start stays with the configuration.
 */
@Module({
  imports: [AuditModule, TypeOrmModule.forFeature([SettingEntity])],
  providers: [SettingRepository, StoredSettings, { provide: Settings, useExisting: StoredSettings }, SettingService],
  exports: [Settings, SettingService],
})
export class SettingsModule {}
