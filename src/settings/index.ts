export {
  type SettingKey,
  settingKeys,
  type SettingValues,
  valueSchemas,
  valuesOfEnvironment,
} from './setting-definitions';
export { type Setting, SettingService } from './setting.service';
export { Settings } from './settings';
export { SettingsModule } from './settings.module';
