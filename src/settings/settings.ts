import type { SettingKey, SettingValues } from './setting-definitions';

/** The settings that can be changed while the application runs, as they are now. */
export abstract class Settings {
  /**
   * Answers at once, from memory: ask each time rather than keeping the answer. A change reaches every process within
   * about two seconds, as long as the database can be reached.
   */
  abstract get<Key extends SettingKey>(key: Key): SettingValues[Key];
}
