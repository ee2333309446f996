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

/** Files wear what Telegram makes for them: no picture was chosen. */
export class ThumbnailNotFound extends AppError {
  constructor() {
    super({ code: 'media.thumbnail-not-found', messageKey: 'media.errors.thumbnailNotFound' });
  }
}

/** The settings let no files of this kind or extension into the library. */
export class UploadNotAllowed extends AppError {
  constructor(reason: 'kind' | 'extension') {
    super({ code: `media.upload-invalid.${reason}`, messageKey: `media.errors.uploadNotAllowed.${reason}` });
  }
}

/** The same file is in the library. */
export class UploadDuplicate extends AppError {
  constructor(fileId: number) {
    super({ code: 'media.upload-duplicate', messageKey: 'media.errors.uploadDuplicate', params: { fileId } });
  }
}

/** There was no byte in it. */
export class UploadEmpty extends AppError {
  constructor() {
    super({ code: 'media.upload-missing', messageKey: 'media.errors.uploadEmpty' });
  }
}

/** There is neither a storage channel nor a chat of the uploader that a file could be put into. */
export class UploadPlaceMissing extends AppError {
  constructor() {
    super({ code: 'media.upload-nowhere', messageKey: 'media.errors.uploadNowhere' });
  }
}
