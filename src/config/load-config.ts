import { config as readDotenv } from 'dotenv';
import { readConfig, type AppConfig } from './app-config';

/** Reads `.env` (real environment variables win) and answers the configuration. Throws `InvalidConfiguration`. */
export function loadConfig(): AppConfig {
  readDotenv({ quiet: true });
  return readConfig(process.env);
}
