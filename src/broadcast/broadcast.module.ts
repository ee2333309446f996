import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { UsersModule } from '../users';
import { AudienceRepository } from './audience/audience.repository';
import { BroadcastEntity } from './broadcast.entity';
import { BroadcastMetrics } from './broadcast.metrics';
import { BroadcastRepository } from './broadcast.repository';
import { BroadcastService } from './broadcast.service';
import { BroadcastUpkeepService } from './broadcast-upkeep.service';
import { AlbumPieceEntity } from './content/album-piece.entity';
import { AlbumRepository } from './content/album.repository';
import { AlbumService } from './content/album.service';
import { ContentCheck } from './content/content-check';
import { MessageDelivery } from './content/message-delivery';
import { BroadcastRecipientEntity } from './ledger/broadcast-recipient.entity';
import { LedgerRepository } from './ledger/ledger.repository';
import { LedgerService } from './ledger/ledger.service';
import { SendLedgerProcessor } from './ledger/send-ledger.processor';
import { LedgerViewRepository } from './ledger/ledger-view.repository';
import { BroadcastReporter } from './reporting/broadcast-reporter';
import { ReportRepository } from './reporting/report.repository';
import { AnswerAccounting } from './sending/answer-accounting';
import { BroadcastSenderEntity } from './sending/broadcast-sender.entity';
import { BroadcastSender } from './sending/broadcast-sender';
import { OutcomeRecorder } from './sending/outcome-recorder';
import { PaceReader } from './sending/pace-reader';
import { RecipientSender } from './sending/recipient-sender';
import { SenderNudge } from './sending/sender-nudge';
import { SenderPresence } from './sending/sender-presence';

/**
 * Broadcasts: one message to many, with an account of each recipient. Screens and HTTP don't belong here; they are drawn by
 * the edges from what these services answer.
 */
@Module({
  imports: [
    AuditModule,
    UsersModule,
    TypeOrmModule.forFeature([BroadcastEntity, BroadcastRecipientEntity, BroadcastSenderEntity, AlbumPieceEntity]),
  ],
  providers: [
    BroadcastRepository,
    BroadcastService,
    BroadcastUpkeepService,
    AudienceRepository,
    AlbumRepository,
    AlbumService,
    ContentCheck,
    MessageDelivery,
    LedgerRepository,
    LedgerService,
    LedgerViewRepository,
    SendLedgerProcessor,
    BroadcastReporter,
    ReportRepository,
    PaceReader,
    SenderNudge,
    SenderPresence,
    OutcomeRecorder,
    BroadcastMetrics,
    RecipientSender,
    BroadcastSender,
    AnswerAccounting,
  ],
  exports: [BroadcastService, BroadcastUpkeepService, BroadcastReporter, LedgerService, AlbumService],
})
export class BroadcastModule {}
