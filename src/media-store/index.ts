export { verifyContent } from './content-meter';
export { MediaStore, type StoredContent } from './media-store';
export * from './media-store.errors';
export { MediaStoreModule } from './media-store.module';
