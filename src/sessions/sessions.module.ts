import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { PostgresSessionStore } from './postgres-session-store';
import { SessionStore } from './session-store';
import { Session } from './session.entity';

/** The room where dialogues are kept between two messages. What a dialogue holds is the chat edge's business. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Session])],
  providers: [{ provide: SessionStore, useClass: PostgresSessionStore }],
  exports: [SessionStore],
})
export class SessionsModule {}
