import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { SettingsModule } from '../settings';
import { UsersModule } from '../users';
import { LearnedPaceEntity } from './progress/learned-pace.entity';
import { LearnedPaceRepository } from './progress/learned-pace.repository';
import { AdmissionRepository } from './queue/admission.repository';
import { Places } from './queue/places';
import { RunRepository } from './queue/run.repository';
import { StatusRepository } from './queue/status.repository';
import { UsageEntity } from './queue/usage.entity';
import { QueuePositionsService } from './queue-positions.service';
import { RecordingListener } from './recording-listener';
import { SpeechEngines } from './speech-engines';
import { StatusMessages } from './status/status-messages';
import { TranscriptDelivery } from './status/transcript-delivery';
import { TranscriptionHealth } from './transcription.health';
import { TranscriptionMetrics } from './transcription.metrics';
import { TranscriptionProcessor } from './transcription.processor';
import { TranscriptionRunService } from './transcription-run.service';
import { TranscriptionService } from './transcription.service';
import { TranscriptionUpkeepService } from './transcription-upkeep.service';
import { UsageStatistics } from './usage-statistics';

/**
 * Transcription: recordings become text, one after the other, and who asked is told how far it is. Commands and buttons
 * don't belong here; they are read by the chat's edge.
 */
@Module({
  imports: [UsersModule, AuditModule, SettingsModule, TypeOrmModule.forFeature([UsageEntity, LearnedPaceEntity])],
  providers: [
    SpeechEngines,
    AdmissionRepository,
    RunRepository,
    StatusRepository,
    LearnedPaceRepository,
    Places,
    StatusMessages,
    TranscriptDelivery,
    RecordingListener,
    TranscriptionService,
    TranscriptionRunService,
    TranscriptionProcessor,
    QueuePositionsService,
    TranscriptionUpkeepService,
    UsageStatistics,
    TranscriptionHealth,
    TranscriptionMetrics,
  ],
  exports: [TranscriptionService, QueuePositionsService, TranscriptionUpkeepService, UsageStatistics],
})
export class TranscriptionModule {}
