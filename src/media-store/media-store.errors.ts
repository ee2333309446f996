import { AppError } from '../common/app-error';

/** More bytes came than were allowed. */
export class MediaTooLarge extends AppError {
  constructor(readonly limitBytes: number) {
    super({ code: 'media-store.too-large', messageKey: 'orders.errors.mediaTooLarge', params: { limitBytes } });
  }
}

/** The quota or the disk is used up. Heals when somebody makes room. */
export class MediaStoreFull extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'media-store.full', messageKey: 'orders.errors.mediaStoreFull', retryable: true, cause });
  }
}

/** The store can't be reached or does not work now. */
export class MediaStoreUnwell extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'media-store.unwell', messageKey: 'orders.errors.mediaStoreUnwell', retryable: true, cause });
  }
}

/** Nothing is kept under that key. */
export class MediaNotStored extends AppError {
  constructor(cause?: unknown) {
    super({ code: 'media-store.not-stored', messageKey: 'orders.errors.mediaNotStored', cause });
  }
}

/** What is kept is not what was put: its checksum differs. */
export class MediaDamaged extends AppError {
  constructor() {
    super({ code: 'media-store.damaged', messageKey: 'orders.errors.mediaDamaged' });
  }
}
