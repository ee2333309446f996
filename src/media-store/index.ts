export { verifyContent } from './content-meter';
export { MediaStore, type PutOptions, type StoredContent, type StoredEntry, type StoreUsage } from './media-store';
export * from './media-store.errors';
export { MediaStoreModule } from './media-store.module';
