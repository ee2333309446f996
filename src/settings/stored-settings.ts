import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config';
import {
  settingDefinitions,
  settingKeys,
  type SettingKey,
  type SettingValues,
  valuesOfEnvironment,
} from './setting-definitions';
import { SettingRepository } from './setting.repository';
import { Settings } from './settings';

/** How long another process may go on with what it knew. One read of a handful of rows costs next to nothing. */
const READ_EVERY_MS = 2_000;

/** Settings as the table has them, over those of the environment. While the database is away, what was known last holds. */
@Injectable()
export class StoredSettings extends Settings implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('Settings');
  private readonly defaults: SettingValues;
  private overrides: Partial<SettingValues> = {};
  private readsBegun = 0;
  private readTaken = 0;
  private isReading = false;
  private timer: NodeJS.Timeout | undefined;
  private readonly complainedOf = new Set<string>();

  constructor(
    private readonly repository: SettingRepository,
    config: AppConfig,
  ) {
    super();
    this.defaults = valuesOfEnvironment(config);
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refreshUnlessBusy(), READ_EVERY_MS);
    this.timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  get<Key extends SettingKey>(key: Key): SettingValues[Key] {
    return this.overrides[key] ?? this.defaults[key];
  }

  default<Key extends SettingKey>(key: Key): SettingValues[Key] {
    return this.defaults[key];
  }

  isOverridden(key: SettingKey): boolean {
    return key in this.overrides;
  }

  /** Takes what the table says into memory now. */
  async refresh(): Promise<void> {
    const read = (this.readsBegun += 1);
    const overrides = this.understand(await this.repository.read());
    // An answer that was asked for before another one that is here already is out of date.
    if (read < this.readTaken) return;
    this.readTaken = read;
    this.overrides = overrides;
  }

  private async refreshUnlessBusy(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    try {
      await this.refresh();
    } catch (error) {
      this.logger.debug({ msg: 'settings could not be read anew', err: error });
    } finally {
      this.isReading = false;
    }
  }

  /** A row that another version has written, and this one does not take, counts as not there. */
  private understand(rows: ReadonlyMap<string, unknown>): Partial<SettingValues> {
    const understood = settingKeys
      .filter((key) => rows.has(key))
      .map((key) => [key, settingDefinitions[key].value.safeParse(rows.get(key))] as const)
      .filter(([key, { success }]) => success || this.complain(key))
      .map(([key, { data }]) => [key, data]);
    return Object.fromEntries(understood) as Partial<SettingValues>;
  }

  private complain(key: SettingKey): false {
    if (!this.complainedOf.has(key)) {
      this.complainedOf.add(key);
      this.logger.warn({ msg: 'a stored setting is not valid in this version and is not used', setting: key });
    }
    return false;
  }
}
