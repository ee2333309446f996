import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { type Actor, AuditTrail } from '../audit';
import { UnitOfWork } from '../database';
import { settingDefinitions, settingKeys, type SettingKey, type SettingValues } from './setting-definitions';
import { SettingRepository } from './setting.repository';
import { StoredSettings } from './stored-settings';

/** One setting, as an admin sees it. */
export interface Setting {
  readonly key: SettingKey;
  readonly description: string;
  readonly unit: string | null;
  readonly value: SettingValues[SettingKey];
  /** What it is when nobody changes it: what the environment says. */
  readonly default: SettingValues[SettingKey];
  readonly overridden: boolean;
}

/** Changes settings while the application runs. Every process follows within about two seconds, this one at once. */
@Injectable()
export class SettingService {
  constructor(
    private readonly repository: SettingRepository,
    private readonly settings: StoredSettings,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Every setting there is, as the table says now. */
  async list(): Promise<Setting[]> {
    await this.settings.refresh();
    return settingKeys.map((key) => this.describe(key));
  }

  /** Changes all of these or, when something is in the way, none. Values are checked by whoever takes them in. Safe twice. */
  async change(values: Partial<SettingValues>, actor: Actor): Promise<Setting[]> {
    await this.changing(async (before) => {
      for (const key of settingKeys) {
        const value = values[key];
        if (value === undefined || (before.has(key) && isDeepStrictEqual(before.get(key), value))) continue;
        await this.repository.write(key, value);
        await this.record(actor, 'setting.change', key, before, value);
      }
    });
    return this.list();
  }

  /** Back to what the environment says. Safe twice. */
  async reset(key: SettingKey, actor: Actor): Promise<Setting> {
    await this.changing(async (before) => {
      if (!(await this.repository.remove(key))) return;
      await this.record(actor, 'setting.reset', key, before, this.settings.default(key));
    });
    await this.settings.refresh();
    return this.describe(key);
  }

  private changing(work: (before: ReadonlyMap<string, unknown>) => Promise<void>): Promise<void> {
    return this.unitOfWork.run(async () => {
      await this.repository.lock();
      await work(await this.repository.read());
    });
  }

  private record(
    actor: Actor,
    action: string,
    key: SettingKey,
    before: ReadonlyMap<string, unknown>,
    value: unknown,
  ): Promise<void> {
    return this.audit.record({
      actor,
      action,
      targetKind: 'setting',
      targetId: key,
      before: { value: before.has(key) ? before.get(key) : this.settings.default(key) },
      after: { value },
    });
  }

  private describe(key: SettingKey): Setting {
    const { description, unit } = settingDefinitions[key];
    return {
      key,
      description,
      unit,
      value: this.settings.get(key),
      default: this.settings.default(key),
      overridden: this.settings.isOverridden(key),
    };
  }
}
