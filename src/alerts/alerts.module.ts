import { Module } from '@nestjs/common';
import { SettingsModule } from '../settings';
import { UsersModule } from '../users';
import { AlertMessenger } from './alert-messenger';
import { AlertMessages } from './alert.messages';
import { AlertRecordsModule } from './alert-records.module';
import { AlertWatch } from './alert-watch';

/**
 * What the owners are told when something is wrong, and when it is over. How a part of the application does is said by that
 * part, in its health report; nothing is measured here.
 */
@Module({
  imports: [AlertRecordsModule, SettingsModule, UsersModule],
  providers: [AlertMessages, AlertMessenger, AlertWatch],
})
export class AlertsModule {}
