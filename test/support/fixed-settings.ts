import type { AppConfig } from '../../src/config';
import { type SettingKey, Settings, type SettingValues, valuesOfEnvironment } from '../../src/settings';

/** Settings as the environment says, until a test changes them. */
export class FixedSettings extends Settings {
  private values: SettingValues;

  constructor(config: AppConfig) {
    super();
    this.values = valuesOfEnvironment(config);
  }

  get<Key extends SettingKey>(key: Key): SettingValues[Key] {
    return this.values[key];
  }

  change(changes: Partial<SettingValues>): void {
    this.values = { ...this.values, ...changes };
  }
}
