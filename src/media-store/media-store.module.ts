import { Module } from '@nestjs/common';
import { AppConfig, type MediaStoreConfig } from '../config';
import { ResiliencePolicies } from '../resilience';
import { FolderMediaStore } from './folder-media-store';
import { GuardedMediaStore } from './guarded-media-store';
import { MediaStore } from './media-store';
import { QuotaMediaStore } from './quota-media-store';
import { S3MediaStore } from './s3-media-store';

/** Small writes beside the downloads, which have as many places as there can be of them. */
const THUMBNAILS_AT_ONCE = 4;

/**
 * Where large contents are kept once they have left Telegram: a folder, or an S3-compatible bucket. What they mean, who
 * may see them and how long they are wanted is decided by the features that put them here.
 */
@Module({
  providers: [
    {
      provide: MediaStore,
      inject: [AppConfig, ResiliencePolicies],
      useFactory: async ({ mediaStore, orders }: AppConfig, policies: ResiliencePolicies) => {
        const store = new GuardedMediaStore(
          await openMediaStore(mediaStore),
          policies,
          orders.maxConcurrentDownloads + THUMBNAILS_AT_ONCE,
        );
        return mediaStore.quotaBytes === null ? store : new QuotaMediaStore(store, mediaStore.quotaBytes);
      },
    },
  ],
  exports: [MediaStore],
})
export class MediaStoreModule {}

/** The store that the settings name. */
function openMediaStore(config: MediaStoreConfig): Promise<MediaStore> | MediaStore {
  return config.kind === 'folder' ? new FolderMediaStore(config.dir) : S3MediaStore.connect(config.s3);
}
