import 'reflect-metadata';
import type { ConnectionTarget } from '../../../src/database';
import { createDataSource } from '../../../src/database/data-source';
import { TypeOrmDatabase } from '../../../src/database/typeorm-database';
import type { SettingKey } from '../../../src/settings';
import { openSettings } from '../open-settings';
import { testConfig } from '../test-config';

/** Says what a setting is, and again each time it has changed, until killed. */
async function watchSetting({ target, key }: { target: ConnectionTarget; key: SettingKey }): Promise<void> {
  const source = await createDataSource(target, { poolMax: 1, statementTimeoutMs: 10_000 }).initialize();
  const { settings } = await openSettings(new TypeOrmDatabase(source), testConfig());
  let said: unknown;
  setInterval(() => {
    const value = settings.get(key);
    if (value !== said) process.stdout.write(`${key} is ${String(value)}\n`);
    said = value;
  }, 50);
}

void watchSetting(JSON.parse(process.argv[2] ?? '{}') as { target: ConnectionTarget; key: SettingKey });
