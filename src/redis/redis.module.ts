import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from '../common/clock';
import { CommonModule } from '../common/common.module';
import type { AppConfig } from '../config';
import { CircuitBreakers } from '../resilience';
import { RedisConnection } from './redis-connection';
import { RedisHealth } from './redis.health';

/**
 * The room of the connection to Redis: whether it can be used, and the one client for it. What is kept there is its owner's
 * business. Without a configured Redis the room is empty: ask for `RedisConnection` as optional.
 */
@Global()
@Module({})
export class RedisModule {
  static forRoot({ redis }: AppConfig): DynamicModule {
    if (!redis) return { module: RedisModule };
    const connection = {
      provide: RedisConnection,
      inject: [CircuitBreakers, Clock],
      useFactory: (breakers: CircuitBreakers, clock: Clock) => RedisConnection.open(redis, breakers, clock),
    };
    return {
      module: RedisModule,
      imports: [CommonModule],
      providers: [connection, RedisHealth],
      exports: [RedisConnection],
    };
  }
}
