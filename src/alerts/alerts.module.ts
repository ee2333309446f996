import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users';
import { AlertMessenger } from './alert-messenger';
import { AlertMessages } from './alert.messages';
import { AlertRow } from './alert.entity';
import { AlertRepository } from './alert.repository';
import { AlertWatch } from './alert-watch';

/**
 * What the owners are told when something is wrong, and when it is over. How a part of the application does is said by that
 * part, in its health report; nothing is measured here.
 */
@Module({
  imports: [TypeOrmModule.forFeature([AlertRow]), UsersModule],
  providers: [AlertRepository, AlertMessages, AlertMessenger, AlertWatch],
  exports: [AlertRepository],
})
export class AlertsModule {}
