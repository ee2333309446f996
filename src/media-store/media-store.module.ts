import { Module } from '@nestjs/common';
import { AppConfig, type MediaStoreConfig } from '../config';
import { FolderMediaStore } from './folder-media-store';
import { MediaStore } from './media-store';
import { QuotaMediaStore } from './quota-media-store';
import { S3MediaStore } from './s3-media-store';

/**
 * Where large contents are kept once they have left Telegram: a folder, or an S3-compatible bucket. What they mean, who
 * may see them and how long they are wanted is decided by the features that put them here.
 */
@Module({
  providers: [
    { provide: MediaStore, inject: [AppConfig], useFactory: ({ mediaStore }: AppConfig) => openMediaStore(mediaStore) },
  ],
  exports: [MediaStore],
})
export class MediaStoreModule {}

/** The store that the settings name, held to their quota. */
export async function openMediaStore(config: MediaStoreConfig): Promise<MediaStore> {
  const store = config.kind === 'folder' ? new FolderMediaStore(config.dir) : await S3MediaStore.connect(config.s3);
  return config.quotaBytes === null ? store : new QuotaMediaStore(store, config.quotaBytes);
}
