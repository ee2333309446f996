import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from '../config';
import { RedisConnection } from '../redis';
import { PostgresSessionStore } from './postgres-session-store';
import { RedisSessionStore } from './redis-session-store';
import { SessionStore } from './session-store';
import { Session } from './session.entity';

/** The room where dialogues are kept between two messages. What a dialogue holds is the chat edge's business. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Session])],
  providers: [
    PostgresSessionStore,
    {
      provide: SessionStore,
      inject: [PostgresSessionStore, AppConfig, { token: RedisConnection, optional: true }],
      useFactory: (rows: PostgresSessionStore, { bot }: AppConfig, redis?: RedisConnection): SessionStore =>
        redis ? new RedisSessionStore(redis, rows, bot.sessionTtlMs) : rows,
    },
  ],
  exports: [SessionStore],
})
export class SessionsModule {}
