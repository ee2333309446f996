import { Injectable } from '@nestjs/common';

/** Turns an uploaded file into the copy that is served: named after its title, wearing the default thumbnail. */
@Injectable()
export class MediaProcessingService {
  /** Dispatches again what lost its job: files, deliveries, a library-wide run; removes leftover copies from chats. Answers how many. */
  async redispatchLost(): Promise<number> {
    throw new Error('not yet built');
  }
}
