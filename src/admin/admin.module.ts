import { Module } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule } from '@nestjs/core';
import { AccountsModule } from '../accounts';
import { AlertRecordsModule } from '../alerts';
import { AuditModule } from '../audit';
import { InboxModule } from '../bot/receiver';
import { BroadcastModule } from '../broadcast';
import { MediaModule } from '../media';
import { OrdersModule } from '../orders';
import { SettingsModule } from '../settings';
import { TranscriptionModule } from '../transcription';
import { UsersModule } from '../users';
import { AccountsController } from './accounts/accounts.controller';
import { AuditController } from './audit/audit.controller';
import { AuthController } from './auth/auth.controller';
import { RefreshCookie } from './auth/refresh-cookie';
import { BroadcastsController } from './broadcasts/broadcasts.controller';
import { ChannelsController } from './channels/channels.controller';
import { EventStreams } from './events/event-streams';
import { EventsController } from './events/events.controller';
import { TopicSources } from './events/topic-sources';
import { FilesController } from './files/files.controller';
import { LibraryController } from './files/library.controller';
import { AddressLimit } from './http/address-limit';
import { EndpointRegistry } from './http/endpoint-registry';
import { ProblemFilter } from './http/problem.filter';
import { OpenApiDocument } from './openapi/openapi-document';
import { OrdersController } from './orders/orders.controller';
import { ProductsController } from './products/products.controller';
import { QueuesController } from './queues/queues.controller';
import { RolesController } from './roles/roles.controller';
import { SettingsController } from './settings/settings.controller';
import { StatisticsController } from './statistics/statistics.controller';
import { Statistics } from './statistics/statistics.service';
import { SystemController } from './system/system.controller';
import { SystemStatus } from './system/system-status';
import { TranscriptionController } from './transcription/transcription.controller';
import { UserTimeline } from './users/user-timeline';
import { UsersController } from './users/users.controller';

/**
 * The HTTP edge for admins: checks who calls and what is sent, asks a feature, answers JSON. It decides nothing; whatever
 * two edges would have to decide alike belongs to a feature.
 */
@Module({
  imports: [
    BroadcastModule,
    DiscoveryModule,
    AccountsModule,
    AlertRecordsModule,
    AuditModule,
    InboxModule,
    MediaModule,
    OrdersModule,
    SettingsModule,
    TranscriptionModule,
    UsersModule,
  ],
  controllers: [
    AuthController,
    FilesController,
    LibraryController,
    ProductsController,
    OrdersController,
    UsersController,
    ChannelsController,
    AccountsController,
    RolesController,
    SettingsController,
    AuditController,
    BroadcastsController,
    TranscriptionController,
    EventsController,
    QueuesController,
    SystemController,
    StatisticsController,
  ],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    EndpointRegistry,
    OpenApiDocument,
    AddressLimit,
    RefreshCookie,
    UserTimeline,
    SystemStatus,
    Statistics,
    TopicSources,
    EventStreams,
  ],
})
export class AdminModule {}
