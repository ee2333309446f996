export * from './app-config';
export { roles, type Role } from './app-config.schema';
export { ConfigModule } from './config.module';
export { loadConfig, readDataDir } from './load-config';
export type { RedisConfig } from './redis-config';
