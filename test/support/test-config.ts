import { type AppConfig, readConfig } from '../../src/config';

export const TEST_SECRET = 'of the tests alone, and long enough to pass';
export const TEST_TOKEN = `100200300:${'T'.repeat(35)}`;

/** A complete configuration from the smallest environment, with `changes` spelled as variables. */
export const testConfig = (changes: Record<string, string> = {}): AppConfig =>
  readConfig({ BOT_TOKEN: TEST_TOKEN, LOG_LEVEL: 'silent', JWT_SECRET: TEST_SECRET, ...changes });
