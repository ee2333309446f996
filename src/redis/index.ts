export { connectionOptions } from './connection-options';
export { RedisConnection, type RedisStatus } from './redis-connection';
export { RedisWitness } from './redis-witness';
export { RedisModule } from './redis.module';
export { redisScript, type RedisScript } from './redis-script';
export { isOutage, RedisUnavailable } from './redis.errors';
