import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit';
import { SettingsModule } from '../settings';
import { DeliverMediaProcessor } from './deliver-media.processor';
import { MediaCopyService } from './media-copy.service';
import { MediaDeliveryEntity } from './media-delivery.entity';
import { MediaDeliveryRepository } from './media-delivery.repository';
import { MediaDeliveryService } from './media-delivery.service';
import { MediaDownloadService } from './media-download.service';
import { MediaFileEntity } from './media-file.entity';
import { MediaFileRepository } from './media-file.repository';
import { MediaLibraryService } from './media-library.service';
import { MediaMaintenanceService } from './media-maintenance.service';
import { MediaProcessingRepository } from './media-processing.repository';
import { MediaProcessingService } from './media-processing.service';
import { MediaSearchCache } from './media-search.cache';
import { MediaSearchEntity, MediaWordEntity } from './media-search.entity';
import { MediaSearchRepository } from './media-search.repository';
import { MediaSearchService } from './media-search.service';
import { MediaSettingsEntity } from './media-settings.entity';
import { MediaSettingsRepository } from './media-settings.repository';
import { MediaSweepService } from './media-sweep.service';
import { MediaThumbnailService } from './media-thumbnail.service';
import { MediaHttpUploadService } from './media-http-upload.service';
import { MediaUploadService } from './media-upload.service';
import { MediaMessages } from './media.messages';
import { MediaMetrics } from './media.metrics';
import { ProcessMediaProcessor } from './process-media.processor';
import { SweepLibraryProcessor } from './sweep-library.processor';

const faces = [
  MediaUploadService,
  MediaHttpUploadService,
  MediaLibraryService,
  MediaThumbnailService,
  MediaSearchService,
  MediaDownloadService,
  MediaMaintenanceService,
];

/**
 * The file library: uploading, processing, thumbnails, search and download of files that live on Telegram's servers.
 * Screens, commands and HTTP don't belong here; they are drawn by the edges from what these services answer.
 */
@Module({
  imports: [
    AuditModule,
    SettingsModule,
    TypeOrmModule.forFeature([
      MediaFileEntity,
      MediaDeliveryEntity,
      MediaSearchEntity,
      MediaWordEntity,
      MediaSettingsEntity,
    ]),
  ],
  providers: [
    ...faces,
    MediaProcessingService,
    MediaCopyService,
    MediaDeliveryService,
    MediaSweepService,
    MediaMessages,
    MediaMetrics,
    MediaSearchCache,
    MediaFileRepository,
    MediaProcessingRepository,
    MediaDeliveryRepository,
    MediaSearchRepository,
    MediaSettingsRepository,
    ProcessMediaProcessor,
    DeliverMediaProcessor,
    SweepLibraryProcessor,
  ],
  exports: faces,
})
export class MediaModule {}
