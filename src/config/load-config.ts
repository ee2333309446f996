import { config as readDotenv } from 'dotenv';
import { readConfig, type AppConfig } from './app-config';
import { environmentSchema } from './app-config.schema';

/** Reads `.env` (real environment variables win) and answers the configuration. Throws `InvalidConfiguration`. */
export function loadConfig(): AppConfig {
  readDotenv({ quiet: true });
  return readConfig(process.env);
}

/** Only `DATA_DIR`, for commands that need no other setting. */
export function readDataDir(): string {
  readDotenv({ quiet: true });
  return environmentSchema.shape.DATA_DIR.parse(process.env.DATA_DIR);
}
