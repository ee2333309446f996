import { AppError } from '../common/app-error';

/** No such entry, or it was removed from the library. */
export class MediaFileNotFound extends AppError {
  constructor(fileId: number) {
    super({ code: 'media.not-found', messageKey: 'media.errors.notFound', params: { fileId } });
  }
}

/** Nothing readable is left of a title once control characters and spaces are taken away. */
export class TitleMissing extends AppError {
  constructor() {
    super({ code: 'media.title-missing', messageKey: 'media.errors.titleMissing' });
  }
}

/** The picture for the default thumbnail can't be read, or is larger than a thumbnail's source needs to be. */
export class ThumbnailUnreadable extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'media.thumbnail-unreadable', messageKey: 'media.errors.thumbnailUnreadable', cause });
  }
}
